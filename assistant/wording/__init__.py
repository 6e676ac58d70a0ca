"""Optional: a language model words an answer anew, and only what the answer already says gets through."""
