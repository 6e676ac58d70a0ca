"""Speed and memory on this machine, measured and printed; nothing here passes or fails."""
