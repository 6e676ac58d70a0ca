"""The evaluation suite: hand-labelled tasks, metrics, a gate with floors and a report over one assistant."""
