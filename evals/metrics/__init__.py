"""One metric a file. Every score is better when higher; ``None`` stands for "not scored", never 0."""
