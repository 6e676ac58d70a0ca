"""Keeps the libraries we use off the network and silent about it; call it before any of them is imported."""

import os

_ENVIRONMENT = {
    # No downloads at run time: models come from the wheel, a folder or the local Hugging Face cache.
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_DATASETS_OFFLINE": "1",
    # No usage reports.
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "GRADIO_ANALYTICS_ENABLED": "False",
    # Statistics of its queue that nobody reads: a table of the last 10,000 questions, summed up anew (with pandas,
    # 60 MB) after each of them.
    "GRADIO_ANALYTICS_MAX_EVENTS": "1",
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": str(10**15),
    "OTEL_SDK_DISABLED": "true",
    # No progress bars and advice among our own progress lines on stderr.
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TRANSFORMERS_NO_ADVISORY_WARNINGS": "1",
    # Rust threads beside torch's own would fight over the same cores.
    "TOKENIZERS_PARALLELISM": "false",
}


def silence_libraries() -> None:
    """Set the switches of Hugging Face, Chroma, gradio and OpenTelemetry in this process's environment.

    The libraries read them once, when they are imported; a later call has no effect on those already loaded.
    """
    os.environ.update(_ENVIRONMENT)
