"""``python -m evals.faults``: makes every fault, prints the report; exits with 1 where anything was wrong or lost."""

import argparse
import logging
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from assistant.config import load_settings
from assistant.embedding.encoder import load_encoder
from assistant.quiet import silence_libraries
from evals.faults import circumstances, damage, disks, killing
from evals.faults.ground import Ground, prepare_ground
from evals.faults.outcome import Left, Outcome, table
from evals.faults.remembering import RememberingEncoder

_Fault = Callable[[Ground, int, Random], Outcome | list[Outcome]]
_FAULTS: dict[str, tuple[_Fault, float]] = {
    "commands": (killing.kill_commands, 1.0),
    "uploads": (killing.kill_uploads, 1.0),
    "backups": (killing.kill_backups, 1.0),
    "full-disk": (disks.full_disk, 1.0),
    "read-only-disk": (disks.read_only_disk, 0.3),
    "index-files": (damage.damage_index, 1.0),
    "index-folders": (damage.damage_folders, 0.6),
    "left-behind": (damage.left_behind, 0.9),
    "at-once": (circumstances.at_once, 0.6),
    "clock": (circumstances.clock_jumps, 0.4),
    "clients": (circumstances.clients_leave, 1.0),
    "model": (circumstances.half_a_model, 0.6),
}
"""What is done under which name, and how often for each of the wanted tries."""


def main(arguments: Sequence[str]) -> int:
    """Make the faults that are asked for, all unless some are named."""
    parser = argparse.ArgumentParser(prog="python -m evals.faults", description="Makes faults on purpose.")
    parser.add_argument("--tries", type=int, default=10, help="of each fault (default: 10)")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--only", nargs="+", choices=_FAULTS, default=list(_FAULTS))
    options = parser.parse_args(arguments)
    silence_libraries()
    logging.basicConfig(level=logging.CRITICAL)
    encoder = RememberingEncoder.of(load_encoder(load_settings({})))
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        ground = prepare_ground(Path(folder), options.corpus, encoder)
        for name in options.only:
            fault, share = _FAULTS[name]
            started = time.monotonic()
            try:
                made = fault(ground, max(1, round(share * options.tries)), Random(options.seed))
            except Exception as error:  # the other faults are made all the same, and the report says so
                logging.getLogger(__name__).critical("%s", name, exc_info=True)
                made = Outcome(name, "could not be made here")
                made.note(Left.BETWEEN, "none", f"not made: {error}")
            outcomes += made if isinstance(made, list) else [made]
            print(f"{name}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    print(table(outcomes))
    return 1 if any(outcome.left[Left.BETWEEN] for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
