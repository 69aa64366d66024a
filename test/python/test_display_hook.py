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

from libcloud_repl.display import DisplayHook, Options, Picture
from libcloud_repl.display.json_text import MOST_VALUES, json_text
from libcloud_repl.display.pictures import MOST_BYTES, picture_of

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">II", 3, 2) + b"rest"
SVG = "<svg xmlns='http://www.w3.org/2000/svg'/>"


def drawing(**methods):
    return type("Drawing", (), {name: (lambda value: lambda self: value)(value) for name, value in methods.items()})()


@pytest.fixture(autouse=True)
def underscore():
    yield
    vars(builtins).pop("_", None)


def shown(value, capsys, **options):
    DisplayHook(Options(width=lambda: 80, **options))(value)
    return capsys.readouterr().out


def test_as_cpython_by_default(capsys):
    for value in (1, "text", [1, 2], {"a": "x" * 200}, get_driver("dummy")(0).list_nodes()):
        assert shown(value, capsys) == repr(value) + "\n"
        assert builtins._ is value
    assert shown(None, capsys) == "" and builtins._ is value


def test_tables_where_they_are_wanted(capsys):
    nodes = get_driver("dummy")(0).list_nodes()
    assert shown(nodes, capsys, results="tables").splitlines()[0].startswith("id  name")
    assert shown([1, 2], capsys, results="tables") == "[1, 2]\n"
    assert shown(nodes[0], capsys, results="tables") == repr(nodes[0]) + "\n"


def test_json_where_it_is_wanted(capsys):
    value = {"name": "ü" * 60, "list": [1, 2.5, None, True]}
    assert json.loads(shown(value, capsys, json=True)) == value
    assert shown({"a": 1}, capsys, json=True) == "{'a': 1}\n"


class Broken:
    def __repr__(self):
        raise ValueError("no \x1b[31m repr")


class BrokenMore:
    def __repr__(self):
        class Error(Exception):
            def __str__(self):
                raise ValueError

        raise Error


class Endless:
    def __repr__(self):
        return repr(self)


class NoText:
    def __repr__(self):
        return 1


@pytest.mark.parametrize("options", [{}, {"results": "tables", "json": True}])
def test_a_broken_repr_is_said(capsys, options):
    assert "whose repr() raised ValueError: no \\x1b[31m repr>" in shown(Broken(), capsys, **options)
    assert "whose repr() raised ValueError" in shown([Broken()], capsys, **options)
    assert "raised Error>" in shown(BrokenMore(), capsys, **options)
    assert "raised TypeError" in shown(NoText(), capsys, **options)


@pytest.mark.skipif(sys.platform == "emscripten", reason="WebAssembly's stack under Node ends before CPython's limit")
def test_a_repr_without_end_is_said(capsys):
    assert "raised RecursionError" in shown(Endless(), capsys)


def test_an_interrupt_passes(capsys):
    class Slow:
        def __repr__(self):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shown(Slow(), capsys)


def test_an_unknown_width_falls_back(capsys):
    DisplayHook(Options("tables", True, width=lambda: 1 // 0))([{"a": 1}])
    assert capsys.readouterr().out == "[{'a': 1}]\n"


def test_it_fits_in_sys(monkeypatch, capsys):
    monkeypatch.setattr(sys, "displayhook", DisplayHook())
    exec(compile("1 + 1", "<input>", "single"), {})
    assert capsys.readouterr().out == "2\n"


def test_pictures_go_where_they_are_shown(capsys):
    pictures: list[Picture] = []
    assert shown(drawing(_repr_png_=PNG), capsys, show_picture=lambda picture: pictures.append(picture) or True) == ""
    assert pictures == [Picture("image/png", PNG)]
    for refuse in (lambda _: False, lambda _: 1 // 0):
        assert "Drawing object" in shown(drawing(_repr_png_=PNG), capsys, show_picture=refuse)


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
        ({"_repr_png_": b"GIF89a"}, None),
        ({"_repr_png_": PNG[:15]}, None),
        ({"_repr_png_": "not base64!"}, None),
        ({"_repr_png_": PNG.replace(struct.pack(">II", 3, 2), struct.pack(">II", 100_000, 100_000))}, None),
        ({"_repr_png_": PNG + b"x" * MOST_BYTES["image/png"]}, None),
        ({"_repr_svg_": "<html>"}, None),
        ({"_repr_svg_": SVG + "x" * MOST_BYTES["image/svg+xml"]}, None),
        ({"_repr_svg_": b"\xff<svg>"}, None),
        ({"_repr_png_": 7}, None),
    ],
)
def test_pictures(methods, expected):
    assert picture_of(drawing(**methods)) == expected


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
