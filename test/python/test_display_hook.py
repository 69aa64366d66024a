"""How the value of a statement is shown."""

from __future__ import annotations

import base64
import builtins
import json
import struct
import sys
from unittest import mock

import pytest
from libcloud.compute.providers import get_driver

from libcloud_repl.display import DisplayHook, Options, Picture, table
from libcloud_repl.display.json_text import MOST_VALUES, json_text
from libcloud_repl.display.pictures import MOST_BYTES, TooLarge, picture_of
from libcloud_repl.display.shorten import MOST_ROWS, shortened

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">II", 3, 2) + b"rest"
SVG = "<svg xmlns='http://www.w3.org/2000/svg'/>"


def drawing(**methods):
    return type("Drawing", (), {name: (lambda value: lambda self, **_: value)(value) for name, value in methods.items()})()


@pytest.fixture(autouse=True)
def underscore():
    yield
    vars(builtins).pop("_", None)


def shown(value, capsys, rich=False, show_picture=None):
    DisplayHook(Options(rich=lambda: rich, width=lambda: 80, show_picture=show_picture))(value)
    return capsys.readouterr().out


def test_as_cpython_by_default(capsys):
    for value in (1, "text", [1, 2], {"a": "x" * 200}, [0] * 9000, get_driver("dummy")(0).list_nodes()):
        assert shown(value, capsys) == repr(value) + "\n"
        assert builtins._ is value
    assert shown(None, capsys) == "" and builtins._ is value


def test_tables_where_they_are_wanted(capsys):
    nodes = get_driver("dummy")(0).list_nodes()
    assert shown(nodes, capsys, rich=True).splitlines()[0].startswith("id  name")
    assert builtins._ is nodes
    assert shown([1, 2], capsys, rich=True) == "[1, 2]\n"
    assert shown(nodes[0], capsys, rich=True) == repr(nodes[0]) + "\n"


def test_json_where_it_is_wanted(capsys):
    value = {"name": "ü" * 60, "list": [1, 2.5, None, True]}
    assert json.loads(shown(value, capsys, rich=True)) == value
    assert shown({"a": 1}, capsys, rich=True) == "{'a': 1}\n"


def test_the_user_turns_it_on(capsys, monkeypatch):
    hook = DisplayHook()
    hook([{"size": 12345}])
    monkeypatch.setattr(table, "all", True)
    hook([{"size": 12345}])
    assert capsys.readouterr().out.splitlines() == ["[{'size': 12345}]", " size", "─────", "12345"]


def test_long_collections_are_cut_where_it_is_wanted(capsys):
    lines = shown(list(range(9000)), capsys, rich=True).splitlines()
    assert len(lines) == MOST_ROWS + 1
    assert lines[0] == "[" and lines[-1] == "]" and lines[40] == "… 8,942 lines left out: print(_) shows all"
    rows = shown({(number,) for number in range(9000)}, capsys, rich=True).splitlines()
    assert rows[0].startswith("{(") and rows[-1].endswith(")}") and "characters left out" in rows[1]
    assert sum(len(row) for row in rows) < (MOST_ROWS + 2) * 80


def test_only_what_is_too_long_is_cut():
    for text in ("", "x" * 80 * MOST_ROWS, "x\n" * (MOST_ROWS - 1)):
        assert shortened(text, 80) == text
    assert shortened("x" * 40 * 80 + "y" * 10_000 + "z" * 20 * 80, 80).splitlines() == [
        "x" * 40 * 80, "… 10,000 characters left out: print(_) shows all", "z" * 20 * 80
    ]  # fmt: skip


class Broken:
    def __repr__(self):
        raise ValueError("no \x1b[31m repr")


class BrokenMore:
    def __repr__(self):
        class Error(Exception):
            def __str__(self):
                raise ValueError

        raise Error


class NoText:
    def __repr__(self):
        return 1


@pytest.mark.parametrize("rich", [False, True])
@pytest.mark.parametrize("value", [Broken(), [Broken()], BrokenMore(), NoText()])
def test_a_broken_repr_fails_as_in_cpython(capsys, value, rich):
    with pytest.raises(Exception) as expected:
        repr(value)
    with pytest.raises(Exception) as seen:
        shown(value, capsys, rich=rich)
    assert seen.type.__qualname__ == expected.type.__qualname__


def test_an_interrupt_passes(capsys):
    class Slow:
        def __repr__(self):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shown(Slow(), capsys)


def test_an_unknown_width_falls_back(capsys):
    DisplayHook(Options(rich=lambda: True, width=lambda: 1 // 0))([{"a": 1}])
    assert capsys.readouterr().out == "[{'a': 1}]\n"


def test_it_fits_in_sys(monkeypatch, capsys):
    monkeypatch.setattr(sys, "displayhook", DisplayHook())
    exec(compile("1 + 1", "<input>", "single"), {})
    assert capsys.readouterr().out == "2\n"


def test_pictures_go_below_the_text(capsys):
    pictures = []
    drawn = drawing(_repr_png_=PNG)
    assert shown(drawn, capsys, show_picture=lambda *picture: pictures.append(picture)) == f"{drawn!r}\n"
    assert pictures == [(Picture("image/png", PNG), "Picture of a Drawing")]
    assert shown(drawn, capsys, show_picture=lambda *_: "Not here.").splitlines()[1:] == ["Not here."]
    large = drawing(_repr_png_=PNG + b"x" * MOST_BYTES["image/png"])
    assert shown(large, capsys, show_picture=lambda *picture: 1 // 0).endswith("it has 4.0 MB, and 4 MB are the most.\n")


@pytest.mark.parametrize(
    ("methods", "expected"),
    [
        ({"_repr_png_": PNG}, Picture("image/png", PNG)),
        ({"_repr_png_": bytearray(PNG)}, Picture("image/png", PNG)),
        ({"_repr_png_": (PNG, {"width": 3})}, Picture("image/png", PNG)),
        ({"_repr_png_": base64.b64encode(PNG).decode()}, Picture("image/png", PNG)),
        ({"_repr_svg_": SVG}, Picture("image/svg+xml", SVG.encode())),
        ({"_repr_svg_": "\n<?xml version='1.0'?>" + SVG}, Picture("image/svg+xml", b"\n<?xml version='1.0'?>" + SVG.encode())),
        ({"_repr_png_": None, "_repr_svg_": SVG}, Picture("image/svg+xml", SVG.encode())),
        ({"_repr_mimebundle_": {"text/plain": "x", "image/png": base64.encodebytes(PNG[:40]).decode()}}, Picture("image/png", PNG[:40])),
        ({"_repr_mimebundle_": ({"image/svg+xml": SVG}, {})}, Picture("image/svg+xml", SVG.encode())),
        ({"_repr_mimebundle_": {"text/html": "<b>"}}, None),
        ({"_repr_mimebundle_": "image/png"}, None),
        ({"_repr_png_": b"GIF89a"}, None),
        ({"_repr_png_": PNG[:15]}, None),
        ({"_repr_png_": "not base64!"}, None),
        ({"_repr_svg_": "<html>"}, None),
        ({"_repr_svg_": b"\xff<svg>"}, None),
        ({"_repr_png_": 7}, None),
    ],
)
def test_pictures(methods, expected):
    assert picture_of(drawing(**methods)) == expected


@pytest.mark.parametrize(
    ("methods", "says"),
    [
        ({"_repr_png_": PNG.replace(struct.pack(">II", 3, 2), struct.pack(">II", 100_000, 100_000))}, "100000 × 100000 pixels"),
        ({"_repr_png_": PNG + b"x" * MOST_BYTES["image/png"]}, "4.0 MB, and 4 MB"),
        ({"_repr_png_": "A" * MOST_BYTES["image/png"] * 2}, "6.0 MB, and 4 MB"),
        ({"_repr_svg_": SVG + "x" * MOST_BYTES["image/svg+xml"]}, "2.0 MB, and 2 MB"),
    ],
)
def test_large_pictures_are_refused(methods, says):
    refused = picture_of(drawing(**methods))
    assert isinstance(refused, TooLarge) and says in refused.sentence


def test_no_pictures():
    class Failing:
        def _repr_png_(self):
            raise ValueError

    class Class:
        def _repr_png_(self):
            return PNG

    for value in (1, Failing(), Class, mock.MagicMock(), type("A", (), {"_repr_png_": 3})()):
        assert picture_of(value) is None


def test_figures_of_matplotlib():
    def savefig(self, file, format):
        file.write(PNG)

    figure = type("Figure", (), {"__module__": "matplotlib.figure", "savefig": savefig})
    assert picture_of(type("Mine", (figure,), {})()) == Picture("image/png", PNG)


@pytest.mark.parametrize("value", [{}, [], {"a": 1}, [1], "x" * 100, {1: "x" * 100}, {"a": {1}, "b": "x" * 100}, ["x" * 100, (1,)],
    [float("nan")] * 60, [0] * (MOST_VALUES + 1)])
def test_what_is_not_written_as_json(value):
    assert json_text(value, 80) is None


def test_data_that_contains_itself_is_no_json():
    loop: list = ["x" * 100]
    loop.append(loop)
    assert json_text(loop, 80) is None


def test_json_cannot_command_the_terminal():
    text = json_text(["\x1b[2J\x9b\u202e\ud800" + "x" * 90], 80)
    assert json.loads(text) == ["\x1b[2J\x9b\u202e\ud800" + "x" * 90]
    assert text.replace("\n", "").isprintable()
