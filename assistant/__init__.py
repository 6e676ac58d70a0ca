"""A chat assistant that answers questions over Vietnamese administrative plans, with checked citations."""

__version__ = "0.1.0"
