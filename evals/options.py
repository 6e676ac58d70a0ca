"""What can be asked of an evaluation on the command line; light to import, for ``--help``."""

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.dataset.task import Kind, Split, Typing

_MANY: Mapping[str, Any] = {"action": "append", "default": []}
"""An option that can be given several times."""


@dataclass(frozen=True, slots=True)
class Options:
    """What to run and what to do with it; the corpus, the index and the model are ``Settings``."""

    tasks: Path | None = None
    """Folder of an office's own tasks; ``None`` for those of the package."""
    split: Split | None = None
    kinds: tuple[Kind, ...] = ()
    typings: tuple[Typing, ...] = ()
    ids: tuple[str, ...] = ()
    """Parts of task ids."""
    failures: int | None = None
    """How many of the worst cases to print; ``None`` for ten, or all of a narrowed run."""
    check: bool = False
    draft: str | None = None
    """A question to ask and to make a task of."""
    before: tuple[str, ...] = ()
    """Earlier questions of the conversation, for :attr:`draft`."""
    export_jsonl: Path | None = None
    export_beir: Path | None = None
    judge: bool = False
    """Whether the language model of the settings judges the answers too."""
    llm: bool = False
    """Whether the language model of the settings words answers anew, to compare."""
    compare: Path | None = None
    compare_searches: bool = False
    results: Path | None = None
    save: bool = True
    update_baseline: bool = False
    update_floors: bool = False
    allow_lower: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether only some tasks of a split are run, so that floors mean nothing."""
        return bool(self.kinds or self.typings or self.ids)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of an evaluation to a command."""
    which = parser.add_argument_group("chọn câu hỏi")
    which.add_argument("--tasks", type=Path, metavar="DIR", help="thư mục câu hỏi, ngưỡng và mốc của đơn vị")
    which.add_argument(
        "--split", type=Split, choices=list(Split), help="chỉ một phần, so với ngưỡng của phần đó"
    )
    which.add_argument(
        "--kind", type=Kind, choices=list(Kind), **_MANY, metavar="LOẠI", help="chỉ loại câu hỏi này"
    )
    which.add_argument(
        "--typing", type=Typing, choices=list(Typing), **_MANY, metavar="KIỂU", help="chỉ cách gõ này"
    )
    which.add_argument("--id", **_MANY, metavar="PHẦN", help="chỉ câu hỏi có mã chứa phần này")
    output = parser.add_argument_group("kết quả")
    output.add_argument("--failures", type=int, metavar="N", help="in N câu kém nhất (10; tất cả nếu đã lọc)")
    output.add_argument("--results", type=Path, metavar="DIR", help="nơi lưu kết quả và báo cáo HTML")
    output.add_argument("--no-save", action="store_true", help="không lưu kết quả và báo cáo")
    output.add_argument("--compare", type=Path, metavar="RUN.json", help="so với một kết quả đã lưu")
    output.add_argument(
        "--compare-searches",
        action="store_true",
        help="so cách tìm của trợ lý với chính nó khi bỏ từng phần và với các hệ thống khác (thêm vài phút)",
    )
    output.add_argument(
        "--judge",
        action="store_true",
        help="thêm điểm trung thực do mô hình ngôn ngữ chấm (ASSISTANT_LLM_URL); không tính vào ngưỡng",
    )
    output.add_argument(
        "--llm",
        action="store_true",
        help="so câu trả lời khi có mô hình ngôn ngữ (diễn đạt lại, viết đủ câu hỏi, gợi ý cách tìm) với khi không có; "
        "không tính vào ngưỡng",
    )
    gate = parser.add_argument_group("ngưỡng")
    gate.add_argument("--update-baseline", action="store_true", help="ghi kết quả từng câu làm mốc mới")
    gate.add_argument("--update-floors", action="store_true", help="nâng ngưỡng lên mức đo được")
    gate.add_argument("--allow-lower", action="store_true", help="cho --update-floors hạ cả ngưỡng")
    group = parser.add_argument_group("thay vì chạy đánh giá")
    instead = group.add_mutually_exclusive_group()
    instead.add_argument("--check", action="store_true", help="chỉ kiểm tra câu hỏi với các kế hoạch")
    instead.add_argument("--draft", metavar="CÂU_HỎI", help="hỏi rồi in phiếu câu hỏi kiểm tra để sửa")
    instead.add_argument("--export-jsonl", type=Path, metavar="TỆP", help="ghi câu hỏi ra tệp JSONL")
    instead.add_argument(
        "--export-beir", type=Path, metavar="DIR", help="ghi câu hỏi truy hồi ra thư mục BEIR"
    )
    group.add_argument(
        "--before", **_MANY, metavar="CÂU_HỎI", help="câu hỏi trước đó trong hội thoại, cho --draft"
    )


def read_options(values: argparse.Namespace) -> Options:
    """The options that :func:`add_options` defined, as one value."""
    return Options(
        tasks=values.tasks,
        split=values.split,
        kinds=tuple(values.kind),
        typings=tuple(values.typing),
        ids=tuple(values.id),
        failures=values.failures,
        check=values.check,
        draft=values.draft,
        before=tuple(values.before),
        export_jsonl=values.export_jsonl,
        export_beir=values.export_beir,
        judge=values.judge,
        llm=values.llm,
        compare=values.compare,
        compare_searches=values.compare_searches,
        results=values.results,
        save=not values.no_save,
        update_baseline=values.update_baseline,
        update_floors=values.update_floors,
        allow_lower=values.allow_lower,
    )
