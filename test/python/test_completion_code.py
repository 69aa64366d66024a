"""Completion of names, attributes, arguments and keys in code that need not parse."""

from __future__ import annotations

import collections
import functools
import json
from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from assist import completions, marked, texts

from libcloud_repl.completion import Item, complete


class Slotted:
    __slots__ = ("filled", "unfilled")

    def __init__(self):
        self.filled = [1]


class Base:
    inherited = 1

    def method(self, first, *, second=None): ...

    @classmethod
    def make(cls, size): ...

    @staticmethod
    def static(path): ...

    @property
    def computed(self): ...


class Derived(Base):
    def __init__(self, key, secret=None, *, region="x"):
        self.own = {"inner": Slotted()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("var|", ["variable", "vars"]),
        ("x = var|", ["variable", "vars"]),
        ("f(var|", ["variable", "vars"]),
        ("[1, var|", ["variable", "vars"]),
        ("whi|", ["while"]),
        ("if variable:\n    var|", ["variable", "vars"]),
        ("print(1); var|", ["variable", "vars"]),
        ("prin|", ["print"]),
        ("variable|", ["variable"]),
        ("VARIA|", ["variable"]),
        ("mat|", ["match"]),
        ("x = mat|", []),
        ("nothing_like_it|", []),
        ("12|", []),
        ("# var|", []),
        ("x = 1  # var|", []),
        ("'var|", []),
        ("'''var\n|", []),
        ("'var'|", []),
    ],
)
def test_names(text, expected):
    assert texts(text, variable=1) == expected


def test_names_of_the_block_that_is_typed():
    assert texts("def f(parameter):\n    for loop in par|") == ["parameter"]
    assert texts("with open(x) as handle:\n    han|") == ["handle"]
    assert texts("a.attribute_\nattribute_|") == []


def test_the_range_that_is_replaced():
    found = complete("x = value.upp + 1", 13, {"value": "a"})
    assert (found.start, found.end, found.items) == (10, 13, [Item("upper", "method", "()")])


def test_underscored_names_only_when_asked_for():
    names = {"_private": 1, "__very": 2, "public": 3}
    assert "_private" not in texts("|", **names)
    assert texts("_p|", **names) == ["_private"]
    assert texts("__v|", **names) == ["__very"]
    assert texts("x.|", x=SimpleNamespace(_a=1, b=2)) == ["b"]
    assert texts("x.|", x=SimpleNamespace(_a=1))[0] == "_a"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("d.o|", ["own"]),
        ("d.own['inner'].f|", ["filled"]),
        ("d.own[\n'inner'\n].filled.app|", ["append"]),
        ("d . o|", ["own"]),
        ("(d).o|", ["own"]),
        ("[d][0].o|", []),
        ("pair[0].o|", ["own"]),
        ("pair[-1].o|", ["own"]),
        ("pair[9].o|", []),
        ("d.computed.r|", []),
        ("d.comp|", ["computed"]),
        ("d.inh|", ["inherited"]),
        ("Derived.ma|", ["make"]),
        ("Derived('key').met|", ["method"]),
        ("'text'.upp|", ["upper"]),
        ("f'{d}'.upp|", ["upper"]),
        ("[].app|", ["append"]),
        ("{}.upd|", ["update"]),
        ("{1: 2}.upd|", ["update"]),
        ("(1, 2).cou|", ["count"]),
        ("json.dum|", ["dump", "dumps"]),
        ("x = -d.o|", ["own"]),
        ("not d.o|", ["own"]),
        ("return d.o|", ["own"]),
        ("f(a=d.o|", ["own"]),
        ("missing.o|", []),
        ("d.missing.o|", []),
        ("1 + .o|", []),
        ("f'{d.o|", ["own"]),
        ("f'{{d.o|", []),
        ('f"{d.own["inn|', ["inner"]),
        ("f'{d}' 'd.o|", []),
    ],
)
def test_attributes(text, expected):
    derived = Derived("key")
    assert texts(text, d=derived, pair=(derived, derived), Derived=Derived, json=json) == expected


def test_kinds_and_details():
    items = {item.text: item for item in completions("d.|", d=Derived("k")).items}
    assert items["method"] == Item("method", "method", "(first, *, second=None)".replace("*, ", ""))
    assert items["make"] == Item("make", "method", "(size)")
    assert items["static"] == Item("static", "method", "(path)")
    assert items["computed"] == Item("computed", "property")
    assert items["own"] == Item("own", "attribute", "dict")


def test_details_show_no_values():
    assert completions("passw|", password="hunter2").items == [Item("password", "variable", "str")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("f(alp|", ["alpha="]),
        ("f(1, bet|", ["beta="]),
        ("f(1, alp|", []),
        ("f(alpha=1, alp|", []),
        ("f(alpha=1, bet|", ["beta="]),
        ("f(g(1, 2), [3, 4], gam|", ["gamma="]),
        ("f(\n    1,\n    bet|", ["beta="]),
        ("f(alpha=bet|", []),
        ("f(1 + bet|", []),
        ("f([bet|", []),
        ("f((1, 2)[0], bet|", ["beta="]),
        ("f({'a': (1, 2)}, bet|", ["beta="]),
        ("f(')', bet|", ["beta="]),
        ("f(*rest, bet|", []),
        ("m.method(fir|", ["first="]),
        ("m.method(sec|", ["second="]),
        ("Derived(reg|", ["region="]),
        ("m.make(siz|", ["size="]),
        ("wrapped(bet|", ["beta="]),
        ("partial(bet|", ["beta="]),
        ("partial(alp|", []),
        ("cached(bet|", ["beta="]),
        ("sorted([], rev|", ["reverse=", "reversed"]),
        ("def f(alp|", []),
        ("class A(alp|", []),
        ("x = f(1\nf(alp|", ["alpha="]),
    ],
)
def test_keyword_arguments(text, expected):
    def f(alpha, beta=1, *, gamma=None): ...

    @functools.wraps(f)
    def wrapped(*args, **kwargs): ...

    names = dict(f=f, wrapped=wrapped, partial=functools.partial(f, 1), cached=functools.lru_cache(f), m=Derived("k"), Derived=Derived)
    assert texts(text, **names) == expected


def test_keyword_arguments_come_first_in_the_order_of_the_signature():
    assert texts("dataclass_(|", dataclass_=dataclass_)[:2] == ["zebra=", "apple="]


@dataclass
class dataclass_:
    zebra: int
    apple: int = 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("d['ke|", ["key", "key two"]),
        ('d["ke|', ["key", "key two"]),
        ("d['key t|", ["key two"]),
        ("d['it|", ["it\\'s"]),
        ('d["it|', ["it's"]),
        ("d['say|", ['say "x"']),
        ('d["say|', ['say \\"x\\"']),
        ("d['both|", ["both '\"".replace("'", "\\'")]),
        ('d["both|', ["both '\\\""]),
        ("d['line|", ["line\\n"]),
        ("d[r'line|", []),
        ("d[b'ke|", []),
        ("d['nested']['in|", ["inner"]),
        ("d['nested'].get('in|", []),
        ("d[1|", ["17"]),
        ("print(d['ke|", ["key", "key two"]),
        ("x = [d['ke|", ["key", "key two"]),
        ("['ke|", []),
        ("missing['ke|", []),
        ("counter['wor|", ["word"]),
        ("ordered['wor|", ["word"]),
        ("'text'['ke|", []),
    ],
)
def test_keys(text, expected):
    keys = ["key", "key two", "it's", 'say "x"', "both '\"", "line\n", 17, 2.5, ("a",), None]
    plain = dict.fromkeys(keys) | {"nested": {"inner": 1}}
    names = dict(d=plain, counter=collections.Counter(["word"]), ordered=collections.OrderedDict(word=1))
    assert texts(text, **names) == expected


def test_whole_keys_come_in_the_dicts_order_before_names():
    assert texts("d[|", d={"b": 1, 3: 2, "a": 4})[:3] == ["'b'", "3", "'a'"]


@pytest.mark.parametrize("source", ["", "\\", "(", ")", "]]]", "'", '"""', "f'{", "f'{{{", "\x00", "é.", "d[", "d['", "lambda", "0x", "1.", "...",
    "@", "日本.|"])
def test_source_of_any_kind(source):
    for cursor in range(len(source) + 1):
        complete(source, cursor, {"d": {}})


def test_every_cursor_of_a_real_file():
    source = marked.__code__.co_filename
    text = open(source, encoding="utf-8").read()[:1500]
    for cursor in range(len(text)):
        complete(text, cursor, {"marked": marked})


@pytest.mark.parametrize(("name", "detail"), [("len", "(obj)"), ("sorted", "(iterable, *, key=None, reverse=False)"), ("globals", "()"), ("pow",
    "(base, exp, mod=None)")])
def test_signatures_of_c_have_no_marks(name, detail):
    assert Item(name, "function", detail) in completions(name + "|").items
