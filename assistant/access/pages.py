"""The pages on which people log in and out; plain HTML that loads and runs nothing."""

import base64
import hashlib
from html import escape

from starlette.responses import HTMLResponse

_STYLE = (
    "body{font:17px/1.5 system-ui,sans-serif;margin:0;color:#1e293b;background:#f8fafc}"
    "main{max-width:24rem;margin:12vh auto 0;padding:2rem 1.5rem;background:#fff;border:1px solid #cbd5e1;"
    "border-radius:.5rem}h1{font-size:1.3rem;margin:0 0 1rem}label{display:block;margin-top:1rem}"
    "input{display:block;box-sizing:border-box;width:100%;font:inherit;padding:.5rem;margin-top:.25rem;"
    "border:1px solid #64748b;border-radius:.25rem}button{font:inherit;margin-top:1.5rem;padding:.5rem 1.25rem;"
    "color:#fff;background:#1d4ed8;border:0;border-radius:.25rem;cursor:pointer}"
    "[role=alert]{padding:.5rem .75rem;background:#fef2f2;border-left:4px solid #b91c1c}"
)
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_HEADERS = {
    "content-security-policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "cache-control": "no-store",
}

_LOGIN = """<h1>Đăng nhập</h1>{fault}
<form method="post" action="/login"><input type="hidden" name="next" value="{next}">
<label>Tên đăng nhập<input name="name" value="{name}" autocomplete="username" maxlength="64" required autofocus></label>
<label>Mật khẩu<input name="password" type="password" autocomplete="current-password" maxlength="200" required></label>
<button>Đăng nhập</button></form>"""
_LOGGED_IN = """<h1>Đã đăng nhập</h1><p>Tài khoản: <strong>{name}</strong>. <a href="/">Mở trang hỏi đáp</a></p>
<form method="post" action="/logout"><button>Đăng xuất</button></form>"""
_NO_ACCOUNTS = """<h1>Không cần đăng nhập</h1><p>Máy chủ này chưa dùng tài khoản.
<a href="/">Mở trang hỏi đáp</a></p>"""


def draw_login(next_path: str, *, name: str = "", fault: str = "", status: int = 200) -> HTMLResponse:
    """The form; ``fault`` says why the last try failed."""
    alert = f'<p role="alert">{escape(fault)}</p>' if fault else ""
    return _page(_LOGIN.format(fault=alert, next=escape(next_path), name=escape(name)), status)


def draw_logged_in(name: str) -> HTMLResponse:
    """Who is logged in, with a way out."""
    return _page(_LOGGED_IN.format(name=escape(name)))


def draw_no_accounts() -> HTMLResponse:
    """What people see who look for a login that there is not."""
    return _page(_NO_ACCOUNTS)


def _page(body: str, status: int = 200) -> HTMLResponse:
    page = (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Đăng nhập – Trợ lý tra cứu kế hoạch</title><style>{_STYLE}</style></head>"
        f"<body><main>{body}</main></body></html>"
    )
    return HTMLResponse(page, status_code=status, headers=_HEADERS)
