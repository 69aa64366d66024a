"""Completion of import statements, from folders, archives and memory."""

from __future__ import annotations

import encodings.cp437  # noqa: F401 - zipfile wants it
import sys
import zipfile

import pytest
from assist import completions, texts

from libcloud_repl.completion import modules


@pytest.fixture
def library(tmp_path, monkeypatch):
    """A folder and an archive on the path; importing anything of them fails."""
    package = tmp_path / "folder" / "zq_package"
    (package / "zq_inner").mkdir(parents=True)
    for file in ("__init__.py", "zq_inner/__init__.py", "zq_inner/deep.py", "_hidden.py", "not-a-module.py", "data.txt"):
        (package / file).write_text("raise SystemExit\n")
    (package / "module.py").write_text("import os\nLIMIT = 3\nclass Shape:\n    inner = 1\ndef draw(): ...\nasync def later(): ...\nraise SystemExit\n")
    (package / "no_init").mkdir()
    archive = tmp_path / "archive.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        for name in ("zq_zipped/__init__.pyc", "zq_zipped/part.pyc", "zq_zipped/more/__init__.py", "zq_alone.pyc"):
            opened.writestr(name, b"")
    monkeypatch.setattr(sys, "path", [str(archive), str(tmp_path / "folder"), *sys.path])
    return package


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import zq|", ["zq_alone", "zq_package", "zq_zipped"]),
        ("from zq_p|", ["zq_package"]),
        ("import os, zq_p|", ["zq_package"]),
        ("import zq_package.|", ["module", "zq_inner"]),
        ("import zq_package._|", ["_hidden"]),
        ("import zq_package.zq_inner.d|", ["deep"]),
        ("from zq_package import |", ["module", "zq_inner"]),
        ("from zq_package import (module, zq|", ["zq_inner"]),
        ("from zq_package import (\n    module,\n    zq|", ["zq_inner"]),
        ("from zq_package.module import |", ["LIMIT", "Shape", "draw", "later"]),
        ("from zq_package.module import Sh|", ["Shape"]),
        ("import zq_zipped.|", ["more", "part"]),
        ("from zq_zipped import m|", ["more"]),
        ("import zq_missing.|", []),
        ("from zq_package |", ["import"]),
        ("from zq_package i|", ["import"]),
        ("import zq_package |", ["as"]),
        ("from zq_package import module |", ["as"]),
        ("import zq_package as |", []),
        ("if 1: import zq_p|", ["zq_package"]),
        ("x = 1; import zq_p|", ["zq_package"]),
        ("x = 1\nimport zq_p|", ["zq_package"]),
    ],
)
def test_modules_that_are_not_imported(library, text, expected):
    before = set(sys.modules)
    assert texts(text) == expected
    assert set(sys.modules) == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import libcl|", ["libcloud", "libcloud_repl"]),
        ("from libcloud.comp|", ["compute"]),
        ("from libcloud.compute.types import Pro|", ["Provider"]),
        ("from libcloud.compute.drivers.gce import GCENodeD|", ["GCENodeDriver"]),
        ("import sys, jso|", ["json"]),
        ("from json import dump|", ["dump", "dumps"]),
        ("import xml.do|", ["dom"]),
    ],
)
def test_modules_of_a_session(text, expected):
    import libcloud.compute.types  # noqa: F401

    assert texts(text) == expected


def test_packages_and_kinds(library):
    assert {item.text: item.kind for item in completions("from zq_package.module import |").items} == {
        "LIMIT": "variable",
        "Shape": "class",
        "draw": "function",
        "later": "function",
    }


def test_a_folder_is_listed_once_until_it_changes(library, monkeypatch):
    listed = []
    inside = modules._in_folder
    monkeypatch.setattr(modules, "_in_folder", lambda folder: listed.append(folder) or inside(folder))
    texts("import zq_package.|"), texts("import zq_package.m|")
    assert listed.count(str(library)) == 1
    (library / "newer.py").write_text("")
    assert "newer" in texts("import zq_package.|")


def test_a_broken_archive_and_a_missing_folder(tmp_path, monkeypatch):
    (tmp_path / "broken.zip").write_bytes(b"PK")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "broken.zip"), str(tmp_path / "missing"), 7, *sys.path])
    assert texts("import jso|") == ["json"]
