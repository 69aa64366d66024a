"""The pure parts of the prompt: keys, pastes, and where a character ends."""

from __future__ import annotations

import pytest

from libcloud_repl.graphemes import cluster_end, cluster_start
from libcloud_repl.keys import first_key
from libcloud_repl.paste import cleaned


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
    ],
)
def test_a_paste_becomes_source(text: str, source: str) -> None:
    assert cleaned(text, fresh=True) == source


def test_a_paste_into_a_line_stays_as_it_is() -> None:
    assert cleaned(">>> a\r\n", fresh=False) == ">>> a\n"


@pytest.mark.parametrize("character", ["a", "e\u0301", "👩\u200d🚀", "👍🏽", "❤\ufe0f", "日"])
def test_a_character_is_one_step(character: str) -> None:
    text = list("x" + character + "y")
    end = 1 + len(character)
    assert cluster_end(text, 1) == end
    assert cluster_start(text, end) == 1


def test_steps_stay_within_the_text() -> None:
    assert cluster_start("ab", 0) == 0
    assert cluster_end("ab", 2) == 2
    assert cluster_start("\u0301", 1) == 0
