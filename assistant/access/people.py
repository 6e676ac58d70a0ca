"""Who asks: roles, users, and the visitor that a request comes from."""

from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address

from assistant.errors import NotAllowedError


class Role(StrEnum):
    """What a user may do; each may do all that those before it may."""

    READER = "reader"
    EDITOR = "editor"
    ADMIN = "admin"

    def covers(self, needed: "Role") -> bool:
        """Whether this role may do what ``needed`` may."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who has said who they are."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Visitor:
    """Where a request comes from: a user, or somebody on a server without accounts."""

    address: str
    user: User | None = None

    @property
    def name(self) -> str:
        """The user's name, or the address."""
        return self.user.name if self.user else self.address

    @property
    def limited_as(self) -> str:
        """The key under which questions are counted; empty for a person at the machine itself, who is not limited."""
        return "" if self.user is None and is_loopback(self.address) else self.name

    @property
    def role(self) -> Role:
        """The user's role; without accounts a person at the machine itself is its master, others read."""
        if self.user:
            return self.user.role
        return Role.ADMIN if is_loopback(self.address) else Role.READER

    def require(self, needed: Role) -> None:
        """Let only those pass who may do what ``needed`` may.

        Raises:
            NotAllowedError: the visitor may not.
        """
        if not self.role.covers(needed):
            raise NotAllowedError(
                f"“{self.name}” không có quyền làm việc này (cần vai trò {needed}). Hãy đề nghị người quản trị."
            )


def is_loopback(host: str) -> bool:
    """Whether a host is this machine under a name that no other machine can take."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
