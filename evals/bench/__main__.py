"""``python -m evals.bench``: a Markdown table and one JSON line; about three minutes on two cores."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.config import load_settings
from assistant.errors import AssistantError
from evals.bench.chat import measure_chat
from evals.bench.measure import measure
from evals.bench.report import (
    render_chat_json,
    render_chat_markdown,
    render_json,
    render_markdown,
    render_scale_json,
    render_scale_markdown,
    render_soak_json,
    render_soak_markdown,
)
from evals.bench.scale import measure_scale
from evals.bench.soak import find_missed, measure_soak
from evals.dataset.loading import load_tasks
from evals.dataset.task import Split
from evals.places import find_places


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; expected errors are one line on stderr."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description="Measure speed and memory.")
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="folder of the plans")
    parser.add_argument("--model", help="embedding model")
    parser.add_argument(
        "--scale",
        type=int,
        nargs="+",
        metavar="PASSAGES",
        help="measure indexes of these sizes instead, of synthetic passages",
    )
    parser.add_argument(
        "--chat",
        type=int,
        metavar="PEOPLE",
        help="measure the chat instead, with so many people at once",
    )
    parser.add_argument("--questions", type=int, default=2000, help="of all people together (2000)")
    parser.add_argument(
        "--pause",
        type=float,
        default=5,
        metavar="SECONDS",
        help="between an answer and the next question (5)",
    )
    parser.add_argument(
        "--soak",
        type=float,
        metavar="MINUTES",
        help="instead, load a server as far as the cores hold; exits with 1 where it fails, grows or gets slow",
    )
    values = parser.parse_args(argv)
    missed: Sequence[str] = ()
    try:
        settings = load_settings(os.environ, {"corpus": values.corpus, "model": values.model})
        tasks = load_tasks(find_places(None).tasks)
        questions = [task.question for task in tasks if task.split is Split.DEV and not task.history]
        if values.chat:
            chat = measure_chat(settings, questions, values.chat, values.questions, values.pause, _say)
            report = f"{render_chat_markdown(chat)}\n{render_chat_json(chat)}\n"
        elif values.soak:
            soak = measure_soak(settings, questions, values.soak, _say)
            missed = find_missed(soak)
            report = f"{render_soak_markdown(soak, missed)}\n{render_soak_json(soak, missed)}\n"
        elif values.scale:
            growth = measure_scale(settings, questions, sorted(values.scale), _say)
            report = f"{render_scale_markdown(growth)}\n{render_scale_json(growth)}\n"
        else:
            bench = measure(settings, questions, _say)
            report = f"{render_markdown(bench)}\n{render_json(bench)}\n"
    except AssistantError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(report)
    return 1 if missed else 0


def _say(stage: str) -> None:
    sys.stderr.write(f"{stage}\n")


if __name__ == "__main__":
    sys.exit(main())
