"""Conversations in the chat as values, and where they are kept, each for its owner alone."""
