"""``python -m evals.attacks``: every attack, as a Markdown table; exit status 1 where one got through."""

import argparse
import os
import sys
from collections.abc import Sequence

from evals.attacks.model import Report
from evals.attacks.patterns import collect_patterns, find_bombs


def main(argv: Sequence[str] | None = None) -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.attacks", description="Attack the assistant and report."
    )
    parser.parse_args(argv)
    report = Report()
    patterns = collect_patterns()  # as long as no module of the package has been imported
    # Only now: what is imported here compiles the patterns.
    from evals.attacks.tries import run_all  # noqa: PLC0415

    run_all(report, os.environ, _say)
    _say("regular expressions")
    find_bombs(report, patterns)
    sys.stdout.write(report.markdown())
    return 1 if any(outcome.let_in for outcome in report.outcomes) else 0


def _say(stage: str) -> None:
    sys.stderr.write(f"{stage}\n")


if __name__ == "__main__":
    sys.exit(main())
