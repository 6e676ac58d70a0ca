"""``assistant users``: accounts of the web server and the tokens of programs."""

import argparse
import getpass
import sys
from collections.abc import Callable

from assistant.access.accounts import Accounts, normal_name
from assistant.access.audit import by_system_user, record
from assistant.access.owners import owner_of_user
from assistant.access.people import Role
from assistant.cli.output import print_note
from assistant.config import Settings
from assistant.conversations.store import Conversations
from assistant.errors import InputError
from assistant.feedback.store import FeedbackFile

AddCommand = Callable[[str, Callable[[Settings, argparse.Namespace], int], str], argparse.ArgumentParser]


def add_users_commands(add: AddCommand) -> None:
    """Declare the commands; ``add`` makes one of its name, its function and its help."""
    command = add("add", run_add, "thêm tài khoản; mật khẩu được hỏi, hoặc đọc một dòng từ đầu vào")
    _name(command)
    command.add_argument(
        "--role",
        choices=[role.value for role in Role],
        default=Role.READER.value,
        help="vai trò: reader (mặc định), editor, admin",
    )
    add("list", run_list, "liệt kê tài khoản, vai trò và nhãn các mã truy cập")
    _name(add("remove", run_remove, "gỡ tài khoản cùng mọi phiên, mã truy cập và lịch sử trao đổi"))
    _name(add("password", run_password, "đặt lại mật khẩu; các phiên đang mở kết thúc"))
    command = add("role", run_role, "đổi vai trò; có hiệu lực ngay")
    _name(command)
    command.add_argument("role", metavar="VAI_TRÒ", choices=[role.value for role in Role])
    _name(add("disable", run_disable, "khóa tài khoản: không đăng nhập được, mã truy cập không dùng được"))
    _name(add("enable", run_enable, "mở khóa tài khoản"))
    for name, run, text in (
        ("token", run_token, "cấp mã truy cập cho chương trình; mã chỉ hiện một lần"),
        ("revoke", run_revoke, "thu hồi mã truy cập"),
    ):
        command = add(name, run, text)
        _name(command)
        command.add_argument("--label", default="api", metavar="NHÃN", help="nhãn của mã (mặc định: api)")


def run_add(settings: Settings, options: argparse.Namespace) -> int:
    """Add an account."""
    accounts = Accounts(settings.accounts)
    first = not accounts.exist()
    accounts.add(options.name, _ask_password(), Role(options.role))
    record("user_added", **by_system_user(), name=options.name, role=options.role)
    print_note(f"Đã thêm tài khoản “{options.name}” ({options.role}) vào {settings.accounts}.")
    if first:
        print_note("Từ nay máy chủ yêu cầu đăng nhập.")
    return 0


def run_list(settings: Settings, options: argparse.Namespace) -> int:
    """Print the accounts, one a line."""
    accounts = Accounts(settings.accounts).all()
    for account in accounts:
        tokens = f"\t{', '.join(account.tokens)}" if account.tokens else ""
        disabled = " (đang khóa)" if account.disabled else ""
        print(f"{account.user.name}\t{account.user.role}{disabled}{tokens}")
    if not accounts:
        print_note("Chưa có tài khoản nào: máy chủ không yêu cầu đăng nhập.")
    return 0


def run_remove(settings: Settings, options: argparse.Namespace) -> int:
    """Remove an account."""
    accounts = Accounts(settings.accounts)
    accounts.remove(options.name)
    # Somebody else may get the name later.
    kept = Conversations(settings.conversations, settings.conversation_days)
    kept.delete_all(owner_of_user(normal_name(options.name)))
    FeedbackFile(settings.feedback).forget_name(normal_name(options.name))
    record("user_removed", **by_system_user(), name=options.name)
    print_note(f"Đã gỡ tài khoản “{options.name}”.")
    if not accounts.exist():
        print_note("Không còn tài khoản nào: lần khởi động sau máy chủ không yêu cầu đăng nhập.")
    return 0


def run_password(settings: Settings, options: argparse.Namespace) -> int:
    """Set another password."""
    Accounts(settings.accounts).set_password(options.name, _ask_password())
    record("password_set", **by_system_user(), name=options.name)
    print_note(f"Đã đặt mật khẩu mới cho “{options.name}”; các mã truy cập vẫn còn hiệu lực.")
    return 0


def run_role(settings: Settings, options: argparse.Namespace) -> int:
    """Give an account another role."""
    Accounts(settings.accounts).set_role(options.name, Role(options.role))
    record("role_set", **by_system_user(), name=options.name, role=options.role)
    print_note(f"Vai trò của “{options.name}” nay là {options.role}.")
    return 0


def run_disable(settings: Settings, options: argparse.Namespace) -> int:
    """Keep a user out."""
    Accounts(settings.accounts).set_disabled(options.name, True)
    record("user_disabled", **by_system_user(), name=options.name)
    print_note(f"Đã khóa tài khoản “{options.name}”; các phiên đang mở đã kết thúc.")
    return 0


def run_enable(settings: Settings, options: argparse.Namespace) -> int:
    """Let a user in again."""
    Accounts(settings.accounts).set_disabled(options.name, False)
    record("user_enabled", **by_system_user(), name=options.name)
    print_note(f"Đã mở khóa tài khoản “{options.name}”.")
    return 0


def run_token(settings: Settings, options: argparse.Namespace) -> int:
    """Print a new token."""
    print(Accounts(settings.accounts).issue_token(options.name, options.label))
    record("token_issued", **by_system_user(), name=options.name, label=options.label)
    print_note("Hãy cất mã này ở nơi an toàn: mã không hiện lại lần nữa.")
    return 0


def run_revoke(settings: Settings, options: argparse.Namespace) -> int:
    """Revoke a token."""
    Accounts(settings.accounts).revoke_token(options.name, options.label)
    record("token_revoked", **by_system_user(), name=options.name, label=options.label)
    print_note(f"Đã thu hồi mã “{options.label}” của “{options.name}”.")
    return 0


def _name(command: argparse.ArgumentParser) -> None:
    command.add_argument("name", metavar="TÊN")


def _ask_password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("Mật khẩu: ")
    if getpass.getpass("Nhập lại mật khẩu: ") != password:
        raise InputError("Hai lần nhập mật khẩu không giống nhau. Hãy chạy lại lệnh.")
    return password
