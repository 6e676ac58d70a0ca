from pathlib import Path

from assistant.indexing.builds import IndexFolder


def publish(folder: IndexFolder) -> str:
    with folder.building(wait=False), folder.new_build() as build_id:
        folder.publish(build_id)
    return build_id


def test_lease_is_on_the_build_that_serves(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path / "indexes")
    assert (folder.find_current(), folder.find_lease()) == (None, None)
    publish(folder)
    second = publish(folder)
    lease = folder.find_lease()
    assert lease is not None
    assert (lease.build_id, lease.path) == (second, folder.build_path(second))
    lease.release()


def test_unused_builds_and_leftovers_are_removed(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path)
    publish(folder)
    read = publish(folder)
    lease = folder.find_lease()
    assert lease is not None
    current = publish(folder)
    folder.build_path("killed-before-its-lock").mkdir()
    (tmp_path / "builds" / "stray.txt").touch()
    with folder.building(wait=False):
        folder.remove_unused()
    assert {path.name for path in (tmp_path / "builds").iterdir()} == {read, current, "stray.txt"}
    lease.release()
    with folder.building(wait=False):
        folder.remove_unused()
    assert {path.name for path in (tmp_path / "builds").iterdir()} == {current, "stray.txt"}


def test_blank_pointer_means_no_build(tmp_path: Path) -> None:
    (tmp_path / "current").write_text("\n", encoding="utf-8")
    assert IndexFolder(tmp_path).find_current() is None
