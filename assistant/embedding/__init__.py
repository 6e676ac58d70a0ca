"""Text to unit vectors: the bundled multilingual model or any sentence-transformers model on this machine."""
