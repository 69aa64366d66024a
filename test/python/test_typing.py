"""The pure parts of the prompt: keys, pastes, and where a character ends."""

from __future__ import annotations

import pytest

from libcloud_repl.graphemes import cluster_end, cluster_start, clusters, text_width
from libcloud_repl.keys import first_key
from libcloud_repl.paste import cleaned
from libcloud_repl.statements import normalized


@pytest.mark.parametrize(
    ("sent", "events"),
    [
        ("a", ("a",)),
        ("日", ("日",)),
        ("\r", ("\n",)),
        ("\x7f", ("backspace",)),
        ("\x1b[A", ("up",)),
        ("\x1bOA", ("up",)),
        ("\x1b[1;2D", ("left",)),
        ("\x1b[1;5C", ("ctrl right",)),
        ("\x1b[1;3D", ("ctrl left",)),
        ("\x1bOP", ("f1",)),
        ("\x1b[3~", ("delete",)),
        ("\x1b[3;5~", ("\x1b", "d")),
        ("\x1b[15~", ()),
        ("\x1b[1;9X", ()),
        ("\x1b[?1;2c", ()),
        ("\x1b]10;rgb:ffff/ffff/ffff\x1b\\", ()),
        ("\x1b]10;rgb:ffff/ffff/ffff\x07", ()),
        ("\x1bP1$r0m\x1b\\", ()),
        ("\x00", ()),
    ],
)
def test_a_key_is_cut_off_whole(sent: str, events: tuple[str, ...]) -> None:
    assert first_key(sent + "rest") == (events, len(sent))


def test_meta_is_an_escape_before_the_key() -> None:
    assert first_key("\x1bf") == (("\x1b",), 1)
    assert first_key("\x1b") == (("\x1b",), 1)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        (">>> a = 1\n>>> a\n1\n", "a = 1\na\n"),
        (">>> for i in x:\n...     i\n...\n0\n", "for i in x:\n    i\n\n"),
        ("  >>> 1\n  1\n", "1\n"),
        ("    a\n      b\n", "a\n  b\n"),
        ("  one line", "  one line"),
        (">>>x", ">>>x"),
        (">>> a\n[1,\n... 9]\n>>> b\n", "a\nb\n"),
        (">>> f()\nTraceback (most recent call last):\n    ...\nValueError\n>>> g()", "f()\ng()"),
        ("if a:\n\u00a0\u00a0\u00a0\u00a0'b\u00a0c'\n", "if a:\n    'b\u00a0c'\n"),
        (">>>\u00a0for i in x:\n...\u00a0\u00a0\u00a0 i\n", "for i in x:\n   i\n"),
    ],
)
def test_a_paste_becomes_source(text: str, source: str) -> None:
    assert cleaned(text, fresh=True) == source


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (" a = 1", "a = 1"),
        ("  if a:\n      b\n", "if a:\n    b\n"),
        (" a = 1\nb = 2\n", "a = 1\nb = 2\n"),
        (" def f():\n    a\n\nf()\n", "def f():\n    a\n\nf()\n"),
        ("if a:\n    b\n    ", "if a:\n    b\n"),
        ("s = ' a'  ", "s = ' a'  "),
    ],
)
def test_a_statement_may_begin_with_a_space(text: str, source: str) -> None:
    assert normalized(text) == source


def test_a_paste_into_a_line_stays_as_it_is() -> None:
    assert cleaned(">>> a\r\n", fresh=False) == ">>> a\n"


@pytest.mark.parametrize(
    "character", ["a", "e\u0301", "👩\u200d🚀", "👍🏽", "❤\ufe0f", "日", "🇩🇪", "1\ufe0f\u20e3", "हि", "\u1112\u1161\u11ab", "🏴\U000e0067\U000e007f"]
)
def test_a_character_is_one_step(character: str) -> None:
    text = list("x" + character + "y")
    end = 1 + len(character)
    assert cluster_end(text, 1) == end
    assert cluster_start(text, end) == 1


def test_steps_stay_within_the_text() -> None:
    assert cluster_start("ab", 0) == 0
    assert cluster_end("ab", 2) == 2
    assert cluster_start("\u0301", 1) == 0


def test_a_line_end_joins_nothing() -> None:
    assert cluster_start("a\n\u0301", 3) == 2
    assert cluster_end("a\n\u0301", 1) == 2


def test_flags_are_told_apart_from_the_start_of_the_line() -> None:
    flags = list("🇩🇪🇫🇷")
    assert [cluster_start(flags, 4), cluster_start(flags, 2), cluster_end(flags, 0), cluster_end(flags, 2)] == [2, 0, 2, 4]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("नमस्ते", [("न", 1), ("म", 1), ("स्", 1), ("ते", 1)]),
        ("हिन्दी", [("हि", 2), ("न्", 1), ("दी", 2)]),
        ("👩\u200d🚀a", [("👩\u200d🚀", 2), ("a", 1)]),
        ("a\u200db", [("a\u200d", 1), ("b", 1)]),
        ("❤❤\ufe0f", [("❤", 1), ("❤\ufe0f", 2)]),
        ("🇩🇪🇫", [("🇩🇪", 2), ("🇫", 1)]),
        ("漢字", [("漢", 2), ("字", 2)]),
    ],
)
def test_text_is_cut_into_what_is_drawn_as_one(text: str, pieces: list[tuple[str, int]]) -> None:
    assert list(clusters(text)) == pieces
    assert text_width(text) == sum(width for _, width in pieces)
