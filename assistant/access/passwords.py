"""Passwords as salted scrypt hashes, by the standard library alone."""

import base64
import hashlib
import hmac
import secrets

from assistant.errors import InputError

MIN_CHARS = 10
MAX_CHARS = 200
"""Bounds the work that a stranger can cause."""

# OWASP's password storage cheat sheet: N=2^15, r=8, p=3 is one of its equal choices, with 32 MiB of memory.
_N, _R, _P = 2**15, 8, 3
_MEMORY = 64 * 1024 * 1024
_FORM = "scrypt"


def check_new_password(password: str) -> None:
    """Refuse a password that is too short or too long.

    Raises:
        InputError: with the bounds.
    """
    if not MIN_CHARS <= len(password) <= MAX_CHARS:
        raise InputError(f"Mật khẩu phải có từ {MIN_CHARS} đến {MAX_CHARS} ký tự.")


def hash_password(password: str) -> str:
    """A salted hash with its parameters, as stored; takes about a quarter of a second on purpose."""
    salt = secrets.token_bytes(16)
    digest = _derive(password, salt, _N, _R, _P)
    return "$".join((_FORM, str(_N), str(_R), str(_P), _encode(salt), _encode(digest)))


def matches(password: str, stored: str) -> bool:
    """Whether ``stored`` was made from ``password``."""
    _, n, r, p, salt, digest = stored.split("$")
    found = _derive(password[:MAX_CHARS], base64.b64decode(salt), int(n), int(r), int(p))
    return hmac.compare_digest(found, base64.b64decode(digest))


def _derive(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, maxmem=_MEMORY)


def _encode(value: bytes) -> str:
    return base64.b64encode(value).decode()
