"""What people say of answers, with all that is needed to look into it."""
