"""What a process does that is killed: it loads everything, waits for the word, and runs one command of the program."""

import logging
import os
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Self

import assistant.live
import assistant.service
import assistant.web.server
from assistant.cli import main
from assistant.config import load_settings
from assistant.embedding import encoder as encoders
from evals.faults.remembering import RememberingEncoder

VECTORS_VARIABLE = "FAULTS_VECTORS"
"""Names the file of vectors that are known already."""
MODEL = "model"
"""Command that loads the embedding model, which is then not loaded before."""


def run(arguments: Sequence[str], environ: Mapping[str, str], clock_shift_s: float, word: Connection) -> None:
    """Send ``ready``, wait for the word, run the command, send what it gives."""
    os.environ.update(environ)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
    settings = load_settings(os.environ)
    if arguments[0] != MODEL:
        load = partial(encoders.load_encoder, settings)
        loaded = RememberingEncoder.read(Path(os.environ[VECTORS_VARIABLE]), load)
        for module in (encoders, assistant.service, assistant.live):
            module.load_encoder = lambda settings, progress=None: loaded  # type: ignore[attr-defined]
    if clock_shift_s:
        _shift_clock(clock_shift_s)
    word.send("ready")
    word.recv()
    try:
        word.send(encoders.load_encoder(settings).model_id if arguments[0] == MODEL else main(arguments))
    except Exception as error:  # no command may end so; the try that sees it has failed
        logging.getLogger(__name__).exception("%s crashed", arguments[0])
        word.send(f"crashed: {error!r}")


def _shift_clock(seconds: float) -> None:
    """Let this process believe in another time."""
    real_time, real_datetime = time.time, datetime
    time.time = lambda: real_time() + seconds

    class Shifted(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromtimestamp(time.time(), tz)

    for name, module in list(sys.modules.items()):
        if name.startswith("assistant.") and getattr(module, "datetime", None) is real_datetime:
            module.datetime = Shifted  # type: ignore[attr-defined]
