"""Entry point of the web chat: ``python app.py`` serves it on the host and port of the settings."""

import os
import sys

from assistant.config import load_settings
from assistant.errors import AssistantError
from assistant.live import open_live_assistant
from assistant.logs import set_up_logs
from assistant.web.server import create_app, serve


def main() -> int:
    """Open the assistant and serve the chat; 1 where the setup has to be mended."""
    try:
        settings = load_settings(os.environ)
        set_up_logs(settings.log_format, audit_log=settings.audit_log)
        sys.stderr.write("Đang mở trợ lý; lần đầu cần vài phút để dựng chỉ mục…\n")
        with open_live_assistant(settings) as assistant:
            app = create_app(assistant, settings)
            sys.stderr.write(f"Mở trình duyệt tại http://{settings.host}:{settings.port} (Ctrl+C để dừng)\n")
            serve(app, settings)
    except AssistantError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
