"""``python -m evals``: the evaluation without the rest of the command line."""

import sys

from evals.cli import main

if __name__ == "__main__":
    sys.exit(main())
