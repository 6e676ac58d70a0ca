"""A page that describes the interfaces, drawn from the OpenAPI description; it loads nothing from anywhere."""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from assistant.api.mcp import PATH
from assistant.api.openai import MODEL
from assistant.api.rest import PREFIX

GUIDE_PATH = f"{PREFIX}/docs"
OPENAPI_PATH = f"{PREFIX}/openapi.json"

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;"
    "color:#1e293b;background:#fff}h2{margin-top:2.5rem}code,pre{font-family:Consolas,monospace}"
    "pre{background:#f1f5f9;padding:.75rem;overflow-x:auto}td,th{text-align:left;vertical-align:top;"
    "padding:.25rem .75rem .25rem 0}th{font-weight:600}"
)
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)

_INTRODUCTION = """<h1>Giao diện lập trình</h1>
<p>Chương trình khác gọi trợ lý qua REST, giao diện tương thích OpenAI hoặc MCP, nhận cùng câu trả lời
như trên trang hỏi đáp. Mô tả OpenAPI: <a href="{openapi}">{openapi}</a>. Khi máy chủ dùng tài khoản, mỗi yêu cầu cần
tiêu đề <code>Authorization: Bearer TOKEN</code>; người quản trị cấp mã bằng lệnh
<code>assistant users token TÊN</code>.</p>
<p>Mọi lỗi có dạng <code>{{"error": {{"message": "…", "type": "…", "code": 400}}}}</code>.</p>
<h2>Ví dụ</h2>
<pre>curl {base}{prefix}/ask -H 'Content-Type: application/json' \\
  -d '{{"question": "ai chủ trì số hóa hồ sơ cấp xã?"}}'</pre>
<pre>from openai import OpenAI

client = OpenAI(base_url="{base}/v1", api_key="TOKEN")
reply = client.chat.completions.create(
    model="{model}",
    messages=[{{"role": "user", "content": "ai chủ trì số hóa hồ sơ cấp xã?"}}],
)
print(reply.choices[0].message.content)</pre>
<pre>{{"mcpServers": {{"ke-hoach": {{"type": "http", "url": "{base}{mcp}"}}}}}}</pre>"""


def add_guide(app: FastAPI) -> None:
    """Serve the page at ``GUIDE_PATH``."""

    @app.get(GUIDE_PATH, include_in_schema=False)
    def guide(request: Request) -> Response:
        page = draw_guide(app.openapi(), str(request.base_url).rstrip("/"))
        return HTMLResponse(page, headers={"content-security-policy": _POLICY})


def draw_guide(openapi: Mapping[str, Any], base: str) -> str:
    """The page for an OpenAPI description; ``base`` is the address of the server without a slash."""
    introduction = _INTRODUCTION.format(
        base=escape(base), prefix=PREFIX, openapi=OPENAPI_PATH, model=MODEL, mcp=PATH
    )
    operations = "".join(
        _draw_operation(openapi, method, path, operation)
        for path, operations in openapi["paths"].items()
        for method, operation in operations.items()
    )
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Giao diện lập trình</title><style>{_STYLE}</style></head>"
        f"<body>{introduction}{operations}</body></html>"
    )


def _draw_operation(openapi: Mapping[str, Any], method: str, path: str, operation: Mapping[str, Any]) -> str:
    asked = _draw_fields("Tham số", _inputs(openapi, operation))
    content = operation["responses"].get("200", {}).get("content", {}).get("application/json", {})
    replied = _draw_fields("Kết quả", _properties(openapi, content.get("schema", {})))
    title = f"{method.upper()} {path}"
    return f"<h2><code>{escape(title)}</code></h2><p>{escape(operation['summary'])}.</p>{asked}{replied}"


def _draw_fields(title: str, fields: Iterator[tuple[str, str]]) -> str:
    rows = "".join(
        f"<tr><th scope='row'><code>{escape(name)}</code></th><td>{escape(text)}</td></tr>"
        for name, text in fields
    )
    return f"<h3>{title}</h3><table>{rows}</table>" if rows else ""


def _inputs(openapi: Mapping[str, Any], operation: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for parameter in operation.get("parameters", ()):
        yield parameter["name"], parameter.get("description", "")
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    yield from _properties(openapi, body.get("schema", {}))


def _properties(openapi: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    reference = schema.get("$ref")
    if reference is not None:
        schema = openapi["components"]["schemas"][reference.rsplit("/", 1)[-1]]
    for name, field in schema.get("properties", {}).items():
        yield name, field.get("description", "")
