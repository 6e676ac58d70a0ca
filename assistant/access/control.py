"""Decides who a request comes from and whether it may pass; knows accounts and settings, nothing of HTTP."""

from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from assistant.access.accounts import Accounts, normal_name
from assistant.access.limits import Limit
from assistant.access.people import Role, User, Visitor, is_loopback
from assistant.access.questions import Questions
from assistant.config import Settings, split_list
from assistant.measures import Measures

LOGINS_A_MINUTE = 10
"""Tries under one name or from one address: slow enough for guessing, enough for slips."""

OPEN_TO_ALL = (
    "Máy chủ mở cho mọi máy trong mạng ({host}) mà không cần đăng nhập. Hãy thêm tài khoản bằng lệnh "
    "“assistant users add TÊN”, hoặc đặt ASSISTANT_HOST=127.0.0.1."
)


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a request shows of its sender."""

    peer: str
    """Address of the machine that is connected: a proxy's where there is one."""
    address: str
    """Address of the sender, as a trusted proxy tells it or as ``peer``."""
    token: str | None = None
    session: str | None = None
    sso_name: str | None = None


class AccessControl:
    """The rules of one server; safe from several threads."""

    def __init__(self, settings: Settings) -> None:
        self.accounts = Accounts(settings.accounts)
        self.proxies = tuple(split_list(settings.trusted_proxies))
        self.sso_header = settings.sso_header.lower()
        self.measures = Measures()
        self.questions = Questions(settings, measures=self.measures)
        self.logins = Limit(LOGINS_A_MINUTE, "Đăng nhập sai hoặc quá nhiều lần. Hãy thử lại sau {wait} giây.")
        self.only_local = is_loopback(settings.host) and not self.proxies
        """Whether nobody but this machine can reach the server, directly or through a proxy."""
        self._networks = tuple(ip_network(proxy) for proxy in self.proxies)
        self._was_closed = False

    def closed(self) -> bool:
        """Whether people have to say who they are.

        Once closed, a running server stays so: a file that vanishes must not open it.

        Raises:
            SetupError: the file of accounts cannot be read.
        """
        self._was_closed = self._was_closed or bool(self.sso_header) or self.accounts.exist()
        return self._was_closed

    def identify(self, shown: Credentials) -> Visitor | None:
        """The visitor, or ``None`` where nobody is known by what is shown and the server is closed.

        Raises:
            SetupError: the file of accounts cannot be read.
        """
        if not self.closed():
            return Visitor(shown.address)
        user = self._find_user(shown)
        return Visitor(shown.address, user) if user else None

    def _find_user(self, shown: Credentials) -> User | None:
        if (
            shown.token is not None
        ):  # whoever shows a token is nobody else, also where a browser adds a session
            return self.accounts.find_token(shown.token)
        if shown.sso_name and self.trusts(shown.peer):
            name = normal_name(shown.sso_name)
            if self.accounts.is_disabled(name):
                return None
            return self.accounts.find_user(name) or User(name, Role.READER)
        return self.accounts.find_session(shown.session) if shown.session else None

    def trusts(self, peer: str) -> bool:
        """Whether a connected machine is a trusted proxy."""
        try:
            address = ip_address(peer)
        except ValueError:
            return False
        return any(address in network for network in self._networks)


def find_warning(settings: Settings) -> str | None:
    """Why this server should not be served as it is set up, or ``None``.

    Raises:
        SetupError: the file of accounts cannot be read.
    """
    control = AccessControl(settings)
    if is_loopback(settings.host) or control.closed():
        return None
    return OPEN_TO_ALL.format(host=settings.host)
