import pytest

from assistant.errors import DocumentError
from assistant.reading.programs import find_program, run_program


def test_output_of_a_program_is_returned() -> None:
    assert run_program(["cat"], data=b"abc", timeout_s=5, name="a") == b"abc"


def test_a_program_that_hangs_is_ended() -> None:
    with pytest.raises(DocumentError, match="mất quá"):
        run_program(["sleep", "30"], data=b"", timeout_s=0.05, name="a.doc")


def test_a_program_that_fails_refuses_the_file() -> None:
    with pytest.raises(DocumentError, match=r"false không đọc được tệp “a\.doc”"):
        run_program(["false"], data=b"", timeout_s=5, name="a.doc")


def test_the_first_installed_program_is_found() -> None:
    assert find_program("khong-co-chuong-trinh-nay", "sh")
    assert find_program("khong-co-chuong-trinh-nay") is None
