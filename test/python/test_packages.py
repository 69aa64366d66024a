"""Packages: fetched, unpacked, removed, and what is said when that fails."""

from __future__ import annotations

import sys

import pytest
import requests
import urllib3

from archives import archive
from libcloud_repl.errors import RequestDenied
from libcloud_repl.missing import hint
from libcloud_repl.packages import PackageError, fetching, locked, uninstall, versions
from libcloud_repl.packages.locked import Lock
from libcloud_repl.packages.problems import host_of, sentence_of
from libcloud_repl.packages.progress import Progress, size_text
from libcloud_repl.packages.wheels import unpack


ABOUT = {
    "thing-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: thing\nVersion: 1.0\n",
    "thing-1.0.dist-info/RECORD": "thing/__init__.py,,\nthing/deep/__init__.py,,\nthing-1.0.dist-info/METADATA,,\nthing-1.0.dist-info/RECORD,,\n",
    "thing/__init__.py": "from . import deep",
    "thing/deep/__init__.py": "",
}


def test_a_wheel_comes_and_goes(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "other.py").touch()
    unpack(archive(**ABOUT), str(tmp_path), {"INSTALLER": "micropip", "PYODIDE_URL": "https://index/thing-1.0-py3-none-any.whl"})
    assert versions()["thing"] == "1.0"
    assert __import__("thing").deep
    assert uninstall("Thing") == "1.0"
    assert [path.name for path in tmp_path.iterdir() if path.name != "__pycache__"] == ["other.py"]
    assert "thing" not in versions()
    del sys.modules["thing"], sys.modules["thing.deep"]
    with pytest.raises(PackageError, match="not installed"):
        uninstall("thing")


@pytest.mark.parametrize("notes", [{"PYODIDE_URL": "emfs:/wheels/thing-1.0-py3-none-any.whl"}, {}])
def test_what_the_shell_is_made_of_stays(tmp_path, monkeypatch, notes):
    monkeypatch.syspath_prepend(str(tmp_path))
    unpack(archive(**ABOUT), str(tmp_path), notes)
    with pytest.raises(PackageError, match=r"thing 1\.0 belongs to this shell, and stays\."):
        uninstall("thing")


def test_modules_may_be_in_another_part_of_a_wheel(tmp_path):
    unpack(archive(**ABOUT, **{"thing-1.0.data/purelib/more.py": "", "thing-1.0.data/scripts/thing": ""}), str(tmp_path), {})
    assert (tmp_path / "more.py").exists()
    assert not list(tmp_path.glob("*.data"))


@pytest.mark.parametrize("files", [{}, {"../evil.py": "", **ABOUT}, {"/evil.py": "", **ABOUT}, {"thing-1.0.data/purelib/../../evil.py": "", **ABOUT}])
def test_what_is_no_wheel(tmp_path, files):
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    with pytest.raises(PackageError):
        unpack(archive(**files), str(folder), {})
    assert not list(tmp_path.rglob("evil.py"))


def test_no_zip_at_all(tmp_path):
    with pytest.raises(PackageError, match="no zip archive"):
        unpack(b"<html>", str(tmp_path), {})


def test_a_fetch_goes_through_the_transport(host, server):
    from raw_server import Answer

    server.replay(Answer(b"HTTP/1.1 200 OK\r\nContent-Type: Text/X\r\nContent-Length: 2\r\n\r\nhi"))
    assert fetching.fetch_text(server.url + "/simple/a/", {"accept": "x"})[0] == "hi"
    assert "http.open" in host.operations


def test_the_innermost_error_is_what_is_said():
    denied = RequestDenied("You did not allow it.", "denied")
    pool = urllib3.exceptions.MaxRetryError(None, "/", denied)
    assert sentence_of(requests.ConnectionError(pool)) == "You did not allow it."
    assert sentence_of(requests.ReadTimeout("timed out")) == "timed out."
    assert host_of("https://me:hush@index.example:8443/simple") == "index.example:8443"


def test_progress_takes_one_row(capsys, monkeypatch):
    clock = iter(range(100))
    monkeypatch.setattr("libcloud_repl.packages.progress.time.monotonic", lambda: next(clock))
    progress = Progress("a.whl", 2000)
    progress.show(500)
    progress.show(1500)
    progress.end("a.whl done")
    assert capsys.readouterr().out == "\r\x1b[Ka.whl  500 bytes of 2.0 kB\r\x1b[Ka.whl  1.5 kB of 2.0 kB\r\x1b[Ka.whl done\n"
    assert [size_text(size) for size in (0, 1, 999, 1000, 1_500_000)] == ["0 bytes", "1 byte", "999 bytes", "1.0 kB", "1.5 MB"]


@pytest.fixture
def numpy_in_lock(monkeypatch):
    lock = Lock({}, "", {"numpy": {"name": "numpy", "imports": ["numpy"], "depends": []}})
    monkeypatch.setattr(locked, "read", lambda: lock)


@pytest.mark.parametrize(
    ("name", "advice"),
    [("tqdm_of_nobody.auto", "%pip install tqdm_of_nobody may bring it."), ("numpy.linalg", "import numpy at the prompt fetches it."), ("pandas", "%pip install pandas may bring it."),
        ("json.nothing", None), ("tkinter", None), ("a b", None), (None, None)],
)  # fmt: skip
def test_hints(name, advice, numpy_in_lock):
    assert hint(ModuleNotFoundError(f"No module named {name!r}", name=name)) == advice


def test_an_import_that_has_said_why_it_failed_needs_no_hint(numpy_in_lock):
    assert hint(ModuleNotFoundError("No module named 'numpy' yet: …", name="numpy")) is None


def test_other_errors_have_no_hint():
    assert hint(ImportError("x", name="numpy")) is None
    assert hint(ValueError()) is None
