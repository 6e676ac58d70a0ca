"""Vietnamese for what gradio itself writes: its translation keys, then the English in its bundle.

Gradio 6 merges its own English over whatever ``gr.I18n(en={"common": …})`` brings, so nested tables lose. It
looks a key up in dotted form first, and nothing overwrites a dotted key: ``{"common.clear": …}`` wins.
"""

import json

TRANSLATIONS = {
    "blocks.connection_can_break": "Trên điện thoại, kết nối có thể mất khi rời trang này hoặc tắt màn hình.",
    "blocks.long_requests_queue": "Đang có nhiều câu hỏi chờ xử lý.",
    "blocks.lost_connection": "Mất kết nối do rời trang. Đang vào lại hàng chờ…",
    "blocks.waiting_for_inputs": "Đang tải tệp lên, hãy thử lại sau giây lát.",
    "common.back_to_app": "Về trang tra cứu",
    "common.back_to_app_description": "Về trang tra cứu",
    "common.built_with": "xây dựng bằng",
    "common.built_with_gradio": "Xây dựng bằng Gradio",
    "common.clear": "Xóa",
    "common.complete": "Hoàn thành",
    "common.display_theme": "Giao diện",
    "common.download": "Tải xuống",
    "common.edit": "Sửa",
    "common.empty": "Trống",
    "common.error": "Lỗi",
    "common.hosted_on": "Chạy trên",
    "common.language": "Ngôn ngữ",
    "common.loading": "Đang tải",
    "common.logo": "biểu trưng",
    "common.or": "hoặc",
    "common.progress": "Tiến độ",
    "common.remove": "Bỏ",
    "common.run": "Chạy",
    "common.settings": "Cài đặt",
    "common.share": "Chia sẻ",
    "common.submit": "Gửi",
    "common.undo": "Hoàn tác",
    "dropdown.dropdown": "Danh sách chọn",
    "errors.build_error": "Lỗi khi dựng trang",
    "errors.config_error": "Lỗi cấu hình",
    "errors.contact_page_author": "Hãy báo cho người quản trị trang này.",
    "errors.no_app_file": "Thiếu tệp ứng dụng",
    "errors.runtime_error": "Ứng dụng gặp lỗi khi chạy",
    "errors.use_via_api": "Dùng qua API",
    "file.uploading": "Đang tải lên…",
    "status.queue_position": "Đang chờ: {position}/{size}",
}

LITERALS = {
    "An Unexpected Error Occurred!": "Có lỗi ngoài dự kiến. Hãy thử lại.",
    "An error occurred": "Có lỗi xảy ra. Hãy thử lại.",
    "An error occurred.": "Có lỗi xảy ra. Hãy thử lại.",
    "Clear": "Xóa",
    "Close": "Đóng",
    "Connection Lost": "Mất kết nối",
    "Connection errored out.": "Mất kết nối tới máy chủ. Hãy kiểm tra mạng rồi gửi lại.",
    "Connection lost": "Mất kết nối",
    "Connection to the server was lost. Attempting reconnection...": (
        "Mất kết nối tới máy chủ. Đang thử kết nối lại…"
    ),
    "Could not resolve app config.": "Không tải được trang. Hãy tải lại sau giây lát.",
    "Error": "Lỗi",
    "Gradio footer navigation": "Chân trang",
    "Info": "Thông báo",
    "Loading...": "Đang tải…",
    "Success": "Thành công",
    "This application is currently busy. Please try again.": "Hệ thống đang bận. Hãy thử lại sau giây lát.",
    "Warning": "Lưu ý",
}

PATTERNS = (
    (r"^Bỏ \d+$", "Bỏ lựa chọn này"),
    (r"^Remove (.+)$", "Bỏ $1"),
    (r"^processing \|.*$", "Đang xử lý"),
    (r"^queue: (\d+).*$", "Đang chờ, vị trí $1"),
)
"""JavaScript regular expressions over a whole text, with their replacements."""


def literals_as_json() -> str:
    """Literals and patterns for ``static/page.js``, safe inside a ``<script>``."""
    table = json.dumps({"literals": LITERALS, "patterns": PATTERNS}, ensure_ascii=False)
    return table.replace("<", "\\u003c")
