"""Three short plans written by hand as an office would file them, with three different shapes of table.

Cà Mau 2024 is promulgated by a decision with number and date; Lào Cai 2025 has blank number and date, and a
table whose further activities inherit their task; Bến Tre 2024 (in Vĩnh Long since 2025) has no table.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.config import Settings, load_settings
from assistant.indexing import open_index
from assistant.service import PlanAssistant, index_corpus
from tests.fakes import FakeEncoder

CA_MAU = "ca-mau-2024-cchc"
LAO_CAI = "lao-cai-2025-cchc"
BEN_TRE = "ben-tre-2024-cds"
PLAN_IDS = (BEN_TRE, CA_MAU, LAO_CAI)
"""Ids in the order of the corpus."""

_CA_MAU = """\
ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH CÀ MAU Độc lập - Tự do - Hạnh phúc

Số: 15/QĐ-UBND

Cà Mau, ngày 05 tháng 01 năm 2024

QUYẾT ĐỊNH
Ban hành Kế hoạch cải cách hành chính năm 2024 tỉnh Cà Mau

CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH

Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính năm 2024.

KẾ HOẠCH
Cải cách hành chính năm 2024 tỉnh Cà Mau

(Kèm theo Quyết định số 15/QĐ-UBND ngày 05 tháng 01 năm 2024 của Chủ tịch Ủy ban nhân dân tỉnh Cà Mau)

I. MỤC ĐÍCH

Nâng cao chất lượng phục vụ người dân, doanh nghiệp thông qua cải cách hành chính (CCHC).

II. CHỈ TIÊU

1. Phấn đấu 90% hồ sơ thủ tục hành chính được giải quyết đúng hạn.

2. Phấn đấu 60% người dân sử dụng dịch vụ công trực tuyến.

III. TỔ CHỨC THỰC HIỆN

1. Sở Nội vụ

a) Theo dõi, đôn đốc việc thực hiện Kế hoạch này.

b) Tổng hợp báo cáo Ủy ban nhân dân tỉnh định kỳ hằng quý.

2. Kinh phí thực hiện Kế hoạch này lấy từ ngân sách tỉnh theo phân cấp hiện hành.

Phụ lục
NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2024

STT\tNhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tSản phẩm\tThời gian hoàn thành
I. CẢI CÁCH THỂ CHẾ\t\t\t\t\t
1.\tXây dựng kế hoạch theo dõi thi hành pháp luật năm 2024.\tSở Tư pháp\tCác sở, ban, ngành tỉnh\tKế hoạch\tTháng 01/2024
2.\tRà soát văn bản quy phạm pháp luật do Hội đồng nhân dân tỉnh ban hành.\tSở Tư pháp\tSở Nội vụ\tBáo cáo kết quả rà soát\tQuý II/2024
II. CẢI CÁCH THỦ TỤC HÀNH CHÍNH\t\t\t\t\t
3.\tSố hóa hồ sơ, kết quả giải quyết thủ tục hành\tVăn phòng UBND tỉnh\tSở Thông tin và\tHồ sơ được\tThường xuyên

STT\tNhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tSản phẩm\tThời gian hoàn thành
\tchính cấp xã.\t\tTruyền thông\tsố hóa\t
4.\tTổ chức đối thoại với người dân, doanh nghiệp.\tSở Kế hoạch và Đầu tư\tSở Nội vụ; UBND cấp huyện\tThông báo kết luận\tCấp tỉnh: trước ngày 30/6/2024; cấp huyện: trước ngày 31/7/2024
"""

_LAO_CAI = """\
ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH LÀO CAI Độc lập - Tự do - Hạnh phúc

Số:      /KH-UBND

Lào Cai, ngày    tháng    năm 2025

KẾ HOẠCH
Cải cách hành chính tỉnh Lào Cai năm 2025

I. MỤC TIÊU

1. Phấn đấu 85% hồ sơ thủ tục hành chính được giải quyết đúng hạn.

II. GIẢI PHÁP

1. Tăng cường kiểm tra kỷ luật, kỷ cương hành chính tại các cơ quan, đơn vị.

Phụ lục
DANH MỤC NHIỆM VỤ NĂM 2025

TT\tNhiệm vụ\tHoạt động\tKết quả, sản phẩm\tĐơn vị theo dõi, hướng dẫn\tĐơn vị thực hiện\tThời gian
1\tĐổi mới công tác tuyên truyền cải cách hành chính\tXây dựng chuyên mục truyền hình\tChuyên mục được phát sóng\tSở Nội vụ\tĐài Phát thanh và Truyền hình tỉnh\tQuý I/2025
\t\tTổ chức cuộc thi trực tuyến tìm hiểu cải cách hành chính\tKế hoạch cuộc thi\tSở Nội vụ\tTỉnh Đoàn\tQuý III/2025
2\tSắp xếp tổ chức bộ máy\tRà soát vị trí việc làm của các cơ quan chuyên môn\tĐề án vị trí việc làm\tSở Nội vụ\tCác sở, ban, ngành\tTrước ngày 31/3/2025

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
"""

_BEN_TRE = """\
ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH BẾN TRE Độc lập - Tự do - Hạnh phúc

Số: 77/KH-UBND

Bến Tre, ngày 20 tháng 02 năm 2024

KẾ HOẠCH
Chuyển đổi số tỉnh Bến Tre năm 2024

I. NHIỆM VỤ

1. Sở Thông tin và Truyền thông chủ trì vận hành kho dữ liệu dùng chung của tỉnh.

2. Phổ cập kỹ năng số cho 70% người dân trong độ tuổi lao động.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Văn An
"""
TEXTS = {CA_MAU: _CA_MAU, LAO_CAI: _LAO_CAI, BEN_TRE: _BEN_TRE}


def write_corpus(folder: Path, *plan_ids: str) -> Path:
    """Write the plans (all unless some are named) as text files into a folder; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for plan_id in plan_ids or PLAN_IDS:
        (folder / f"{plan_id}.txt").write_text(TEXTS[plan_id], encoding="utf-8")
    return folder


def write_settings(folder: Path, *plan_ids: str) -> Settings:
    """Settings for the plans, written to ``folder/corpus``, and an index folder that is still missing."""
    return load_settings(
        {}, {"corpus": write_corpus(folder / "corpus", *plan_ids), "index": folder / "indexes"}
    )


@contextmanager
def open_written_plans(folder: Path, *plan_ids: str) -> Iterator[PlanAssistant]:
    """An assistant over the plans with the fake encoder, indexed under a folder."""
    settings, encoder = write_settings(folder, *plan_ids), FakeEncoder()
    index_corpus(settings, encoder)
    with PlanAssistant(open_index(settings, encoder.model_id), encoder) as assistant:
        yield assistant
