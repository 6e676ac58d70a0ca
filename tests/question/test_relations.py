import pytest

from assistant.question.relations import Form, Relation, find_asked
from assistant.text.normalise import fold

ASKED = [
    ("ai chủ trì số hóa hồ sơ?", [Relation.LEAD]),
    ("AI CHỦ TRÌ SỐ HÓA HỒ SƠ", [Relation.LEAD]),
    ("số hóa hồ sơ do ai chủ trì?", [Relation.LEAD]),
    ("cơ quan nào chịu trách nhiệm số hóa hồ sơ?", [Relation.LEAD]),
    ("số hóa hồ sơ giao cho ai?", [Relation.LEAD]),
    ("who leads the digitization?", [Relation.LEAD]),
    ("còn ai phối hợp?", [Relation.COORDINATE]),
    ("cơ quan phối hợp là ai?", [Relation.COORDINATE]),
    ("Sở Nội vụ phối hợp với ai?", [Relation.COORDINATE]),
    ("thời hạn số hóa hồ sơ?", [Relation.DEADLINE]),
    ("bao giờ phải xong đề án?", [Relation.DEADLINE]),
    ("hạn khi nào?", [Relation.DEADLINE]),
    ("sản phẩm của nhiệm vụ số hóa là gì?", [Relation.OUTPUT]),
    ("kết quả đầu ra là gì?", [Relation.OUTPUT]),
    ("ai phê duyệt đề án?", [Relation.APPROVER]),
    ("ai theo dõi, hướng dẫn?", [Relation.MONITOR]),
    ("đơn vị thực hiện là ai?", [Relation.IMPLEMENTER]),
    ("chỉ tiêu số hóa bao nhiêu phần trăm?", [Relation.TARGET]),
    ("kinh phí lấy từ đâu?", [Relation.FUNDING]),
    ("Sở Nội vụ có trách nhiệm gì?", [Relation.DUTY]),
    ("căn cứ pháp lý là gì?", [Relation.LEGAL_BASIS]),
    ("kế hoạch căn cứ những văn bản nào?", [Relation.LEGAL_BASIS]),
    ("dựa vào nghị định nào?", [Relation.LEGAL_BASIS]),
    ("chỉ thị về phòng cháy rừng là chỉ thị số mấy?", [Relation.DOCUMENT]),
    ("chương trình hành động do ai ban hành?", [Relation.DOCUMENT]),
    ("ai ký kế hoạch?", [Relation.DOCUMENT]),
    ("việc này sở nào cầm trịch?", [Relation.LEAD]),
    ("đề án cần sự phối hợp của sở nào?", [Relation.COORDINATE]),
    ("cho biết hạn và cấp phê duyệt của đề án", [Relation.DEADLINE, Relation.APPROVER]),
    ("đề án báo cáo cho ai?", []),
    ("nâng thứ hạng những chỉ số nào?", []),
    ("kế hoạch số mấy?", [Relation.DOCUMENT]),
    ("kế hoạch ban hành ngày nào?", [Relation.DOCUMENT]),
    ("ai chủ trì và hạn khi nào?", [Relation.LEAD, Relation.DEADLINE]),
]


@pytest.mark.parametrize(("question", "relations"), ASKED)
def test_relations_in_order_of_appearance(question: str, relations: list[Relation]) -> None:
    assert list(find_asked(question).relations) == relations


@pytest.mark.parametrize(("question", "relations"), ASKED)
def test_marks_do_not_matter(question: str, relations: list[Relation]) -> None:
    assert list(find_asked(fold(question)).relations) == relations


@pytest.mark.parametrize(
    "matter",
    [
        "số hóa kết quả giải quyết thủ tục hành chính",
        "chế độ báo cáo theo dõi thi hành pháp luật",
        "quy chế phối hợp giữa các cơ quan trong giải quyết thủ tục",
        "mục đích của kế hoạch",
        "",
    ],
)
def test_relation_words_that_are_part_of_the_matter_ask_nothing(matter: str) -> None:
    asked = find_asked(matter)
    assert (asked.relations, asked.form) == ((), Form.FACT)


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("liệt kê các nhiệm vụ của Sở Tư pháp", Form.LIST),
        ("Sở Tư pháp chủ trì những việc gì?", Form.LIST),
        ("Sở Tư pháp chủ trì những đề án, văn bản nào?", Form.LIST),
        ("những việc phải xong trước 31/01/2025", Form.LIST),
        ("nhiệm vụ nào thực hiện thường xuyên?", Form.LIST),
        ("bao nhiêu nhiệm vụ hạn quý IV/2023?", Form.COUNT),
        ("Sở Nội vụ chủ trì mấy việc?", Form.COUNT),
        ("tổng số nhiệm vụ là bao nhiêu?", Form.COUNT),
        ("ai chủ trì số hóa hồ sơ?", Form.FACT),
    ],
)
def test_form_of_the_answer_that_is_asked_for(question: str, form: Form) -> None:
    assert find_asked(question).form is form


def test_spans_are_what_asks_and_do_not_overlap() -> None:
    question = "ai chủ trì và hạn khi nào số hóa hồ sơ?"
    spans = find_asked(question).spans
    assert [question[start:end] for start, end in spans] == ["ai chủ trì", "hạn khi nào"]


@pytest.mark.parametrize(
    "question",
    [
        "số, ký hiệu của quyết định ban hành kế hoạch?",
        "số của kế hoạch cải cách hành chính là bao nhiêu?",
    ],
)
def test_every_way_to_ask_for_a_number_asks_about_the_document(question: str) -> None:
    assert Relation.DOCUMENT in find_asked(question).relations


@pytest.mark.parametrize(
    ("question", "relations"),
    [
        ("Cà Mau: hạn đối thoại ở cấp huyện?", [Relation.DEADLINE]),
        ("hồ sơ trễ hạn thì xin lỗi dân", []),
        ("so sánh thời hạn đối thoại của Cà Mau và Lào Cai", [Relation.DEADLINE]),
        ("dựa vào những nghị quyết nào?", [Relation.LEGAL_BASIS]),
        ("kế hoạch được ban hành kèm theo quyết định nào?", [Relation.DOCUMENT]),
        ("sở nào ở Cà Mau lo đối thoại?", [Relation.LEAD]),
        ("tổng số văn bản đi là bao nhiêu?", [Relation.TARGET]),
        ("nghị quyết đặt quy mô kinh tế số bao nhiêu phần trăm?", [Relation.TARGET]),
        ("có hiệp hội nào tham gia không?", [Relation.COORDINATE]),
        ("hồi nào thì xong?", [Relation.DEADLINE]),
        ("đề án do cấp nào ban hành, phê duyệt?", [Relation.APPROVER]),
        ("By when must the plan be issued?", [Relation.DEADLINE]),
        ("What minimum share of services must be online?", [Relation.TARGET]),
    ],
)
def test_relations_of_further_wordings(question: str, relations: list[Relation]) -> None:
    assert list(find_asked(question).relations) == relations


def test_a_comparison_is_a_form_of_its_own() -> None:
    for question in ("so sánh hai tỉnh", "kinh phí khác nhau thế nào?", "compare the two plans"):
        assert find_asked(question).form is Form.COMPARISON
