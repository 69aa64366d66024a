"""The line about the call that is being typed."""

from __future__ import annotations

import functools

import pytest
from assist import marked
from libcloud.compute.providers import get_driver

from libcloud_repl.signature import describe_call


def f(alpha, beta=1, *, gamma="g"):
    """
    Does this.

    And that.
    """


def rest(first, *others, **options): ...


def only(a, b, /, c, *, d): ...


class Thing:
    """A thing."""

    def __init__(self, size, colour=None): ...

    def paint(self, colour, *, twice=False): ...

    def __call__(self, speed): ...

    @classmethod
    def make(cls, kind): ...


def tip(text, width=200, **names):
    return describe_call(*marked(text), dict(f=f, rest=rest, only=only, Thing=Thing, thing=Thing(1), get_driver=get_driver) | names, width)


@pytest.mark.parametrize(
    ("text", "expected", "active"),
    [
        ("f(|", "f(alpha, beta=1, *, gamma='g') — Does this.", "alpha"),
        ("f(1|", "f(alpha, beta=1, *, gamma='g') — Does this.", "alpha"),
        ("f(1, |", "f(alpha, beta=1, *, gamma='g') — Does this.", "beta=1"),
        ("f(1, 2, |", "f(alpha, beta=1, *, gamma='g') — Does this.", None),
        ("f(gamma=|", "f(alpha, beta=1, *, gamma='g') — Does this.", "gamma='g'"),
        ("f(1, wrong=|", "f(alpha, beta=1, *, gamma='g') — Does this.", None),
        ("f([1, (2, |", "f(alpha, beta=1, *, gamma='g') — Does this.", "alpha"),
        ("f('text, (|", "f(alpha, beta=1, *, gamma='g') — Does this.", "alpha"),
        ("f(g(1), |", "f(alpha, beta=1, *, gamma='g') — Does this.", "beta=1"),
        ("f|", "f(alpha, beta=1, *, gamma='g') — Does this.", None),
        ("x = f|", "f(alpha, beta=1, *, gamma='g') — Does this.", None),
        ("rest(1, 2, 3, |", "rest(first, *others, **options)", "*others"),
        ("rest(1, size=|", "rest(first, *others, **options)", "**options"),
        ("only(1, |", "only(a, b, /, c, *, d)", "b"),
        ("Thing(|", "Thing(size, colour=None) — A thing.", "size"),
        ("thing.paint(|", "paint(colour, *, twice=False)", "colour"),
        ("Thing.paint(|", "paint(self, colour, *, twice=False)", "self"),
        ("thing(|", "thing(speed) — A thing.", "speed"),
        ("Thing.make(|", "make(kind)", "kind"),
        ("Thing(1).paint(|", "paint(colour, *, twice=False)", "colour"),
        ("len(|", "len(obj, /) — Return the number of items in a container.", "obj"),
        ("'a'.join(|", "join(iterable, /) — Concatenate any number of strings.", "iterable"),
    ],
)
def test_the_line(text, expected, active):
    found = tip(text)
    assert str(found) == expected
    assert (found.active and found.text[slice(*found.active)]) == active


@pytest.mark.parametrize("text", ["", "|", "1|", "missing(|", "f.missing(|", "def f(|", "class Thing(|", "if (|", "f()|", "# f(|", "f(1)|", "'f(|'"])
def test_no_line(text):
    assert tip(text if "|" in text else text + "|") is None


def test_drivers():
    get_driver("ec2")
    found = tip('get_driver("ec2")("key", region="|')
    assert found.text.startswith("EC2NodeDriver(key, secret=None, ")
    assert found.text[slice(*found.active)] == "region='us-east-1'"
    assert str(tip("partial(|", partial=functools.partial(f, 1, gamma=2))).startswith("partial(beta=1, *, gamma=2)")


@pytest.mark.parametrize("width", range(1, 120))
def test_every_width(width):
    for text in ("f(gamma=|", "get_driver('ec2')(token=|", "len(|", "only(1, 2, |"):
        found = tip(text, width)
        assert len(found.text) <= width
        if found.active:
            start, end = found.active
            assert 0 <= start < end <= len(found.text)
    if width > 30:
        assert tip("get_driver('ec2')(token=|", width).active is not None
