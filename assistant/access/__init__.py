"""Who may do what, and how often: accounts, sessions, tokens, limits."""
