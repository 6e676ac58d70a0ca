"""The files for operators agree with the program, and with the tools that read them where those are installed."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from assistant.config import ENV_PREFIX, Settings
from assistant.reading.reader import MAX_BYTES
from assistant.web.stopping import FINISH_S

PROJECT = Path(__file__).parents[2]
DEPLOY = PROJECT / "assistant" / "deploy"
UNIT = DEPLOY / "assistant@.service"
CONTAINER = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
_SETTING = re.compile(rf"\b{ENV_PREFIX}[A-Z_]+")


def test_every_setting_that_the_files_name_exists() -> None:
    texts = [
        path.read_text(encoding="utf-8")
        for path in (*DEPLOY.iterdir(), *(PROJECT / "assistant/docs").iterdir())
    ]
    named = {match.removeprefix(ENV_PREFIX).lower() for text in texts for match in _SETTING.findall(text)}
    assert len(named) > 8
    assert named <= set(Settings.model_fields)


def test_the_container_installs_what_the_makefile_installs() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    steps = re.findall(r"\$\(BIN\)/pip (install .*)", makefile)
    assert len(steps) == 2
    ours = [
        line.replace(" --no-cache-dir", "")
        for line in re.findall(r"^RUN pip (install .*)$", CONTAINER, re.MULTILINE)
    ]
    assert ours == steps


def test_the_container_copies_all_code_and_no_secret_and_runs_without_rights() -> None:
    copied = re.findall(r"^COPY (?:--\S+ )*(.*) \S+$", CONTAINER, re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    packages = re.findall(r'include = \["(.*)"\]', (PROJECT / "pyproject.toml").read_text(encoding="utf-8"))[
        0
    ]
    assert {name.rstrip("*") for name in packages.split('", "')} <= names
    assert all((PROJECT / name).exists() for name in names)
    user = CONTAINER.index("USER 10001:10001")
    assert user < CONTAINER.index("ENTRYPOINT")
    assert "USER" not in CONTAINER[user + 4 :].replace("--user", "")


def test_nothing_kills_the_server_before_it_has_finished() -> None:
    stop_s = int(re.findall(r"^TimeoutStopSec=(\d+)$", UNIT.read_text(encoding="utf-8"), re.MULTILINE)[0])
    assert stop_s > FINISH_S
    assert "STOPSIGNAL SIGTERM" in CONTAINER


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_proxies_drop_the_name_that_a_browser_sends_and_take_whole_plans(name: str) -> None:
    text = (DEPLOY / name).read_text(encoding="utf-8")
    assert {
        "nginx.conf": "proxy_set_header X-Remote-User $sso_user;",
        "Caddyfile": "request_header -X-Remote-User",
    }[name] in text
    assert int(re.findall(r"(?:client_max_body_size|max_size) (\d+)", text)[0]) * 1_000_000 >= MAX_BYTES


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd")
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    # The program and its user are not on this machine.
    text = UNIT.read_text(encoding="utf-8").replace("/opt/assistant/.venv/bin/assistant", "/bin/true")
    text = text.replace("WorkingDirectory=/opt/assistant", "WorkingDirectory=/")
    unit = tmp_path / "assistant@7861.service"
    unit.write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    ours = [line for line in done.stderr.splitlines() if "assistant@" in line]
    assert ours == []


@pytest.mark.skipif(
    shutil.which("nginx") is None or shutil.which("openssl") is None, reason="needs nginx and openssl"
)
def test_nginx_understands_the_example(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=x", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    text = text.replace("/etc/ssl/certs/tro-ly.pem", str(certificate)).replace(
        "/etc/ssl/private/tro-ly.key", str(key)
    )
    (tmp_path / "site.conf").write_text(text, encoding="utf-8")
    whole = f"pid {tmp_path}/nginx.pid;\nevents {{}}\nhttp {{ include {tmp_path}/site.conf; }}\n"
    (tmp_path / "nginx.conf").write_text(whole, encoding="utf-8")
    done = subprocess.run(
        ["nginx", "-t", "-c", str(tmp_path / "nginx.conf")],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
