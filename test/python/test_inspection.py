"""``obj?`` and ``obj??``."""

from __future__ import annotations

import ast
import linecache
import re

import pytest

from libcloud_repl.inspection import Query, describe, parse_query


def documented(a, b=2):
    """Adds."""
    return a + b


class Thing:
    """A thing."""

    plain = "text"

    @property
    def computed(self):
        """Is computed."""
        raise AssertionError

    def method(self): ...


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a?", Query("a", False)),
        ("a??", Query("a", True)),
        ("?a", Query("a", False)),
        ("??a", Query("a", True)),
        (" a.b . c ? ", Query("a.b.c", False)),
        ("größe?", Query("größe", False)),
        ("a?\n", Query("a", False)),
    ],
)
def test_queries(source, expected):
    assert parse_query(source) == expected


@pytest.mark.parametrize(
    "source",
    ["a", "a.b", "", "?", "??", "a???", "a()?", "a[0]?", "1?", "a.1?", "'a?'", "# a?", "a? b", "a +b?", "if?", "a.if?", "a\nb?", "x = 'what?'",
        "a.?", ".a?", "a ? ?"],
)
def test_everything_else_is_left_alone(source):
    assert parse_query(source) is None


def test_no_query_is_valid_python():
    for source in ("a?", "?a", "a.b??", "a ?"):
        assert parse_query(source)
        with pytest.raises(SyntaxError):
            ast.parse(source)


def about(source, colour=False, **names):
    return describe(parse_query(source), names, colour)


def test_a_function():
    text = about("f?", f=documented)
    assert text.startswith("Signature: f(a, b=2)\nType:      function\nFile:      ")
    assert text.endswith("Docstring:\n    Adds.")
    assert re.search(r"test_inspection\.py:\d+", text)


def test_source():
    assert about("f??", f=documented).endswith('Source:\ndef documented(a, b=2):\n    """Adds."""\n    return a + b')
    assert "Source:\nclass Thing:" in about("t??", t=Thing())
    assert "    def method(self): ..." in about("t.method??", t=Thing())
    assert about("t.computed??", t=Thing()).endswith("raise AssertionError")
    assert "not here" in about("len??")


def test_source_that_was_typed():
    typed = "class Typed:\n    size = 1\n\ndef typed():\n    return 1\n"
    name = "<python-input-12>"
    linecache.cache[name] = (len(typed), None, typed.splitlines(keepends=True), name)
    names = {"__name__": "__main__"}
    exec(compile(typed, name, "exec"), names)
    try:
        assert about("typed??", **names).endswith("Source:\ndef typed():\n    return 1")
        assert about("Typed??", **names).endswith("Source:\nclass Typed:\n    size = 1")
    finally:
        del linecache.cache[name]


def test_values_and_modules():
    assert "Value:     'text'" in about("t.plain?", t=Thing())
    assert "Value:     [1, <Thing>]" in about("x?", x=[1, Thing()])
    assert "Type:      module" in about("m?", m=ast)
    assert "Type:      class" in about("T?", T=Thing)
    assert "Type:      property (computed when it is read)" in about("t.computed?", t=Thing())


def test_what_is_not_there():
    assert about("x?") == "There is no name 'x'."
    assert about("t.x?", t=Thing()) == "t has no attribute 'x', or computes it when it is read."
    assert about("t.computed.x?", t=Thing()) == "t.computed is computed when it is read, so it was not followed."


def test_colours_change_nothing_else():
    plain, coloured = about("f??", f=documented), about("f??", colour=True, f=documented)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


def test_text_cannot_command_the_terminal():
    def f(): ...

    f.__doc__ = "evil \x1b[2J\x9b1m"
    assert "\x1b" not in about("f?", f=f) and "\x9b" not in about("f?", f=f)
