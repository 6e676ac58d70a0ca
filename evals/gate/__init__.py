"""The gate: floors that a run must reach, and which tasks turned since the baseline."""
