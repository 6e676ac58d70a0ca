"""Speed and memory on this machine, measured and printed; only the soak passes or fails."""
