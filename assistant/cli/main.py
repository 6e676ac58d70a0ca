"""Commands and options; each command is a function of the parsed options in ``commands``."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from assistant import __version__
from assistant.cli import commands
from assistant.cli.output import print_note
from assistant.cli.users import add_users_commands
from assistant.config import Settings, load_settings
from assistant.errors import AssistantError, InputError
from assistant.logs import set_up_logs
from assistant.quiet import silence_libraries

EVAL = "eval"
_SETTINGS = tuple(Settings.model_fields)


class _Parser(argparse.ArgumentParser):
    """Reports wrong usage as every other mistake: one Vietnamese line."""

    def error(self, message: str) -> NoReturn:
        raise InputError(f"Sai cách dùng lệnh ({message}). Xem: {self.prog} --help")


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    common = _Parser(add_help=False)
    common.add_argument("--corpus", type=Path, metavar="DIR", help="thư mục kế hoạch (mặc định: corpus)")
    common.add_argument("--index", type=Path, metavar="DIR", help="thư mục chỉ mục (mặc định: indexes)")
    common.add_argument("--model", metavar="TÊN", help="mô hình nhúng: tên hoặc thư mục")
    common.add_argument("-v", "--verbose", action="store_true", help="in nhật ký chi tiết ra stderr")
    parser = _Parser(
        prog="assistant", description="Trợ lý tra cứu kế hoạch cải cách hành chính, trả lời kèm trích dẫn."
    )
    parser.add_argument("--version", action="version", version=f"assistant {__version__}")
    sub = parser.add_subparsers(dest="command", required=True, metavar="LỆNH")

    def add(name: str, run: commands.Command, text: str) -> argparse.ArgumentParser:
        command = sub.add_parser(name, parents=[common], help=text, description=text)
        command.set_defaults(run=run)
        return command

    add("index", commands.run_index, "dựng hoặc cập nhật chỉ mục từ thư mục kế hoạch")
    command = add("add", commands.run_add, "thêm kế hoạch vào kho và cập nhật chỉ mục")
    command.add_argument("files", nargs="+", type=Path, metavar="TỆP")
    command.add_argument("--replaces", metavar="MÃ", help="tệp là bản mới, thay kế hoạch có mã này")
    command = add("remove", commands.run_remove, "gỡ kế hoạch khỏi kho và cập nhật chỉ mục")
    command.add_argument("plan", metavar="MÃ")
    command = add("plans", commands.run_plans, "liệt kê các kế hoạch")
    command.add_argument("--json", action="store_true", help="mỗi kế hoạch một dòng JSON")
    command = add("ask", commands.run_ask, "hỏi một câu, hoặc trả lời cả tệp câu hỏi")
    command.add_argument("question", nargs="?", metavar="CÂU_HỎI")
    command.add_argument("--batch", type=Path, metavar="TỆP", help="tệp JSONL các câu hỏi")
    command.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    command = add("search", commands.run_search, "tìm các đoạn gần nhất với câu hỏi")
    command.add_argument("question", nargs="?", metavar="CÂU_HỎI")
    command.add_argument("--batch", type=Path, metavar="TỆP", help="tệp JSONL các câu hỏi")
    command.add_argument("--k", type=_positive, default=20, help="số đoạn (mặc định: 20)")
    command.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    command = add("records", commands.run_records, "in các nhiệm vụ trong bảng, mỗi dòng một JSON")
    command.add_argument("--plan", metavar="MÃ", help="chỉ một kế hoạch")
    command = add("benchmark", commands.run_benchmark, "chấm bộ truy hồi trên một thư mục BEIR")
    command.add_argument("folder", type=Path, metavar="THƯ_MỤC")
    add("serve", commands.run_serve, "mở trang hỏi đáp trên web")
    command = add("backup", commands.run_backup, "sao lưu kế hoạch, tài khoản và câu hỏi đã ghi vào một tệp")
    command.add_argument("file", type=Path, metavar="TỆP")
    command = add("restore", commands.run_restore, "khôi phục từ một bản sao lưu và cập nhật chỉ mục")
    command.add_argument("file", type=Path, metavar="TỆP")
    command.add_argument(
        "--overwrite", action="store_true", help="thay dữ liệu đang có (bản cũ được giữ lại)"
    )
    _add_users(sub, common)
    command = add(
        "feedback", commands.run_feedback, "in góp ý về các câu trả lời, hoặc ghi thành câu hỏi kiểm tra"
    )
    command.add_argument("--days", type=_positive, metavar="N", help="chỉ góp ý trong N ngày gần đây")
    command.add_argument(
        "--export", type=Path, metavar="TỆP.yaml", help="ghi phiếu câu hỏi kiểm tra (xem evals/README.md)"
    )
    add("doctor", commands.run_doctor, "kiểm tra cài đặt, mô hình, kho kế hoạch và chỉ mục")
    text = "chạy bộ đánh giá; mã thoát khác 0 nếu dưới ngưỡng (tùy chọn: assistant eval --help)"
    sub.add_parser(EVAL, add_help=False, help=text, description=text)
    return parser


def _add_users(sub: "argparse._SubParsersAction[_Parser]", common: _Parser) -> None:
    text = "tài khoản đăng nhập và mã truy cập của máy chủ web"
    users = sub.add_parser("users", parents=[common], help=text, description=text)
    of_users = users.add_subparsers(dest="users_command", required=True, metavar="LỆNH")

    def add_users(name: str, run: commands.Command, text: str) -> argparse.ArgumentParser:
        command = of_users.add_parser(name, parents=[common], help=text, description=text)
        command.set_defaults(run=run)
        return command

    add_users_commands(add_users)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        The exit status: 0, or 1 for an expected error, which is printed as one line on stderr.
    """
    silence_libraries()
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == [EVAL]:  # the suite has options of its own, and is no part of this package
        return commands.run_eval(arguments[1:])
    try:
        options = build_parser().parse_args(arguments)
    except InputError as error:
        print_note(f"Lỗi: {error}")
        return 1
    try:
        settings = load_settings(
            os.environ, {name: getattr(options, name) for name in _SETTINGS if hasattr(options, name)}
        )
        set_up_logs(settings.log_format, verbose=options.verbose, audit_log=settings.audit_log)
        return options.run(settings, options)  # type: ignore[no-any-return]
    except AssistantError as error:
        print_note(f"Lỗi: {error}")
        return 1
    except BrokenPipeError:  # the reader of our output has gone, as with "| head"
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print_note("Đã dừng.")
        return 130


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("phải là số nguyên dương")
    return value
