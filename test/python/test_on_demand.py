"""Packages of Pyodide's lock: what belongs to one, how its files are checked, and which imports fetch it."""

from __future__ import annotations

import hashlib
import json
import site
import sys
from pathlib import Path

import pytest

from archives import archive
from libcloud_repl.packages import PackageError, fetching, installed, loading, locked, on_demand
from libcloud_repl.packages.problems import Unreachable

PYODIDE_LOCK = Path(__file__).parents[2] / "node_modules" / "pyodide" / "pyodide-lock.json"
BASE = "https://cdn.example/full/"


def wheel(name):
    about = f"{name}-1.0.dist-info"
    return archive(**{f"{name}.py": "", f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", f"{about}/RECORD": f"{name}.py,,\n"})


FILES = {"fast": wheel("fast"), "needed": wheel("needed"), "lib-x": archive(**{"libx.so": "wasm"})}


def entry(name, *depends, kind="package"):
    content = FILES.get(name, b"")
    return {"name": name, "version": "1.0", "file_name": f"{name}.whl", "sha256": hashlib.sha256(content).hexdigest(),
        "package_type": kind, "depends": list(depends), "imports": [] if kind == "shared_library" else [name]}  # fmt: skip


@pytest.fixture
def lock(monkeypatch):
    entries = [entry("fast", "Needed", "lib_x"), entry("needed", "fast"), entry("lib-x", kind="shared_library")]
    made = locked.Lock({}, BASE, {each["name"]: each for each in entries})
    monkeypatch.setattr(locked, "read", lambda: made)
    return made


@pytest.fixture
def fetched(monkeypatch):
    """The addresses that were fetched."""
    addresses = []

    def fetch(url, headers):
        addresses.append(url)
        return FILES[url.rpartition("/")[2].removesuffix(".whl")]

    monkeypatch.setattr(fetching, "fetch_bytes", fetch)
    return addresses


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty site-packages."""
    monkeypatch.setattr(site, "getsitepackages", lambda: [str(tmp_path)])
    monkeypatch.setattr(loading, "_LIBRARIES", str(tmp_path / "lib"))
    monkeypatch.setattr(loading, "_unpacked", set())
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    for name in FILES:
        sys.modules.pop(name, None)


def names_in(folder):
    return sorted(path.name for path in folder.iterdir() if path.name != "__pycache__")


def test_what_is_needed_comes_along_once_even_in_a_circle(lock):
    assert [each["name"] for each in lock.needed(["Fast", "needed"])] == ["fast", "needed", "lib-x"]


def test_pyodides_own_lock_is_understood():
    packages = json.loads(PYODIDE_LOCK.read_text())["packages"]
    lock = locked.Lock({}, BASE, packages)
    assert all(name == installed.normalized(name) for name in packages)
    assert {each["package_type"] for each in lock.needed(packages)} == {"package", "shared_library"}
    assert lock.providing("yaml") == "pyyaml"
    assert {each["name"] for each in lock.needed(["cryptography"])} >= {"cryptography", "cffi"}


def test_an_image_without_a_lock_has_no_packages(tmp_path, monkeypatch):
    monkeypatch.setattr(locked, "_FILE", tmp_path / "none.json")
    locked.read.cache_clear()
    assert locked.read().providing("numpy") is None
    locked.read.cache_clear()


def test_packages_are_unpacked_in_their_places(lock, fetched, folder):
    loading.load(["fast"])
    assert fetched == [BASE + "fast.whl", BASE + "needed.whl", BASE + "lib-x.whl"]
    assert names_in(folder) == ["fast-1.0.dist-info", "fast.py", "lib", "needed-1.0.dist-info", "needed.py"]
    assert names_in(folder / "lib") == ["libx.so"]
    assert (folder / "fast-1.0.dist-info" / "PYODIDE_URL").read_text() == BASE + "fast.whl"
    loading.load(["fast"])
    assert len(fetched) == 3
    assert installed.uninstall("fast") == "1.0"


def test_one_wrong_file_and_nothing_is_unpacked(lock, fetched, folder):
    lock.packages["lib-x"]["sha256"] = "0" * 64
    with pytest.raises(PackageError, match=r"^lib-x\.whl of cdn\.example is not the file that Pyodide's lock names"):
        loading.load(["fast"])
    assert names_in(folder) == []


def test_a_mirror(lock, fetched, folder, monkeypatch):
    monkeypatch.setenv("PYODIDE_PACKAGE_BASE_URL", "http://127.0.0.1:9/mirror")
    loading.load(["lib-x"])
    assert fetched == ["http://127.0.0.1:9/mirror/lib-x.whl"]


@pytest.fixture
def finder(lock, fetched, folder, monkeypatch):
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, on_demand.OnDemandFinder])
    return fetched


def run(source, filename):
    exec(compile(source, filename, "exec"), {"__name__": "somewhere"})


@pytest.mark.parametrize("source", ["import fast", "from fast import *", "__import__('fast')", "import importlib; importlib.import_module('fast')"])
def test_the_users_imports_fetch(finder, source):
    run(source, "<python-input-0>")
    assert "fast" in sys.modules
    assert len(finder) == 3


@pytest.mark.parametrize("filename", [on_demand.__file__, json.__file__, "<frozen runpy>"])
def test_imports_of_libraries_do_not(finder, filename):
    with pytest.raises(ModuleNotFoundError, match="^No module named 'fast'$"):
        run("import fast", filename)
    assert finder == []


def test_questions_and_parts_do_not(finder):
    run("import importlib.util; assert importlib.util.find_spec('fast') is None", "<python-input-0>")
    with pytest.raises(ModuleNotFoundError, match="^No module named 'json.fast'"):
        run("import json.fast", "<python-input-0>")
    with pytest.raises(ModuleNotFoundError, match="^No module named 'slow'$"):
        run("import slow", "<python-input-0>")
    assert finder == []


@pytest.mark.parametrize("error", [Unreachable(BASE, None, "You did not allow it."), RuntimeError("You did not allow it."), PackageError("You did not allow it.")])
def test_a_failure_says_what_was_wanted_from_whom(finder, monkeypatch, error):
    def fail(url, headers):
        raise error

    monkeypatch.setattr(fetching, "fetch_bytes", fail)
    with pytest.raises(ModuleNotFoundError) as caught:
        run("import fast", "<python-input-0>")
    assert str(caught.value) == "No module named 'fast' yet: fast 1.0 has to be fetched from cdn.example, which failed. You did not allow it."
    assert caught.value.name == "fast"


def test_what_help_needs_for_the_languages_words_is_fetched_and_said_if_it_does_not_come(finder, lock, monkeypatch, capsys):
    def pydoc_imports(name):
        exec(compile(f"import {name}", json.__file__, "exec"), {"__name__": "pydoc"})

    monkeypatch.delitem(sys.modules, "pydoc_data", raising=False)
    monkeypatch.setattr(sys, "meta_path", [on_demand.OnDemandFinder])
    lock.packages["pydoc-data"] = {**entry("fast"), "name": "pydoc_data", "imports": ["pydoc_data"]}

    def fail(url, headers):
        raise Unreachable(BASE, None, "You did not allow it.")

    monkeypatch.setattr(fetching, "fetch_bytes", fail)
    with pytest.raises(ModuleNotFoundError):
        pydoc_imports("pydoc_data")
    assert capsys.readouterr().err.endswith("which failed. You did not allow it.\n")
    with pytest.raises(ModuleNotFoundError, match="^No module named 'fast'$"):
        pydoc_imports("fast")
