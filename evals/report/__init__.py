"""A run for people: markdown for logs, one HTML page with plots."""
