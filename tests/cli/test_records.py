import json

from tests.written_plans import CA_MAU, LAO_CAI

from .conftest import Run

CA_MAU_ROWS = [
    {
        "plan": CA_MAU,
        "table": "phu-luc",
        "section": "I. CẢI CÁCH THỂ CHẾ",
        "number": "1",
        "locator": "phu-luc/I/1",
        "cells": {
            "task": "Xây dựng kế hoạch theo dõi thi hành pháp luật năm 2024.",
            "lead": "Sở Tư pháp",
            "coordinate": "Các sở, ban, ngành tỉnh",
            "output": "Kế hoạch",
            "deadline": "Tháng 01/2024",
        },
        "inherited": [],
    },
    {
        "plan": CA_MAU,
        "table": "phu-luc",
        "section": "I. CẢI CÁCH THỂ CHẾ",
        "number": "2",
        "locator": "phu-luc/I/2",
        "cells": {
            "task": "Rà soát văn bản quy phạm pháp luật do Hội đồng nhân dân tỉnh ban hành.",
            "lead": "Sở Tư pháp",
            "coordinate": "Sở Nội vụ",
            "output": "Báo cáo kết quả rà soát",
            "deadline": "Quý II/2024",
        },
        "inherited": [],
    },
    {
        "plan": CA_MAU,
        "table": "phu-luc",
        "section": "II. CẢI CÁCH THỦ TỤC HÀNH CHÍNH",
        "number": "3",
        "locator": "phu-luc/II/3",
        "cells": {
            "task": "Số hóa hồ sơ, kết quả giải quyết thủ tục hành chính cấp xã.",
            "lead": "Văn phòng UBND tỉnh",
            "coordinate": "Sở Thông tin và Truyền thông",
            "output": "Hồ sơ được số hóa",
            "deadline": "Thường xuyên",
        },
        "inherited": [],
    },
    {
        "plan": CA_MAU,
        "table": "phu-luc",
        "section": "II. CẢI CÁCH THỦ TỤC HÀNH CHÍNH",
        "number": "4",
        "locator": "phu-luc/II/4",
        "cells": {
            "task": "Tổ chức đối thoại với người dân, doanh nghiệp.",
            "lead": "Sở Kế hoạch và Đầu tư",
            "coordinate": "Sở Nội vụ; UBND cấp huyện",
            "output": "Thông báo kết luận",
            "deadline": "Cấp tỉnh: trước ngày 30/6/2024; cấp huyện: trước ngày 31/7/2024",
        },
        "inherited": [],
    },
]
LAO_CAI_ROWS = [
    {
        "plan": LAO_CAI,
        "table": "phu-luc",
        "section": "",
        "number": "1",
        "locator": "phu-luc/1",
        "cells": {
            "task": "Đổi mới công tác tuyên truyền cải cách hành chính",
            "activity": "Xây dựng chuyên mục truyền hình",
            "output": "Chuyên mục được phát sóng",
            "monitor": "Sở Nội vụ",
            "implementer": "Đài Phát thanh và Truyền hình tỉnh",
            "deadline": "Quý I/2025",
        },
        "inherited": [],
    },
    {
        "plan": LAO_CAI,
        "table": "phu-luc",
        "section": "",
        "number": "1-1",
        "locator": "phu-luc/1-1",
        "cells": {
            "task": "Đổi mới công tác tuyên truyền cải cách hành chính",
            "activity": "Tổ chức cuộc thi trực tuyến tìm hiểu cải cách hành chính",
            "output": "Kế hoạch cuộc thi",
            "monitor": "Sở Nội vụ",
            "implementer": "Tỉnh Đoàn",
            "deadline": "Quý III/2025",
        },
        "inherited": ["task"],
    },
    {
        "plan": LAO_CAI,
        "table": "phu-luc",
        "section": "",
        "number": "2",
        "locator": "phu-luc/2",
        "cells": {
            "task": "Sắp xếp tổ chức bộ máy",
            "activity": "Rà soát vị trí việc làm của các cơ quan chuyên môn",
            "output": "Đề án vị trí việc làm",
            "monitor": "Sở Nội vụ",
            "implementer": "Các sở, ban, ngành",
            "deadline": "Trước ngày 31/3/2025",
        },
        "inherited": [],
    },
]


def test_records_are_exact_json_lines_in_document_order(run: Run) -> None:
    outcome = run("records")
    expected = [json.dumps(row, ensure_ascii=False) for row in CA_MAU_ROWS + LAO_CAI_ROWS]
    assert outcome.out.splitlines() == expected
    assert (outcome.status, outcome.err) == (0, "")


def test_one_plan_gives_its_own_records_only(run: Run) -> None:
    assert run("records", "--plan", LAO_CAI).json_lines == LAO_CAI_ROWS


def test_a_plan_without_tables_has_no_lines(run: Run) -> None:
    outcome = run("records", "--plan", "ben-tre-2024-cds")
    assert (outcome.status, outcome.out, outcome.err) == (0, "", "")
