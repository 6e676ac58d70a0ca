"""Questions to cited answers, or honest refusals."""
