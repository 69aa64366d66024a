"""Completion of file paths in strings."""

from __future__ import annotations

from pathlib import Path

import pytest
from assist import completions, texts


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "image.png").touch()
    (tmp_path / "date.txt").touch()
    (tmp_path / ".hidden").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def upload(file_path, container): ...


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("open('da|", ["data/", "date.txt"]),
        ("open(file='da|", ["data/", "date.txt"]),
        ("open('x', 'da|", []),
        ("x = './da|", ["data/", "date.txt"]),
        ("x = 'data/im|", ["image.png"]),
        ("x = 'da|", []),
        ("upload('da|", ["data/", "date.txt"]),
        ("upload('x', 'da|", []),
        ("Path('da|", ["data/", "date.txt"]),
        ("f('https://da|", []),
        ("open('missing/da|", []),
        ("open('data\\\\im|", []),
        ("open(b'da|", []),
    ],
)
def test_paths(folder, text, expected):
    assert texts(text, upload=upload, Path=Path) == expected


def test_absolute_paths_and_home(folder, monkeypatch):
    monkeypatch.setenv("HOME", str(folder))
    assert texts(f"x = '{folder}/da|") == ["data/", "date.txt"]
    assert texts("x = '~/da|") == ["data/", "date.txt"]


def test_only_the_last_part_is_replaced(folder):
    source = "open('data/im"
    found = completions(source + "|")
    assert (found.start, found.end) == (len("open('data/"), len(source))
