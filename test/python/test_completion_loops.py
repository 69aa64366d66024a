"""Completion of loop variables that do not exist yet."""

from __future__ import annotations

import pytest
from assist import hostile, marked, texts, touches
from libcloud.compute.providers import get_driver

from libcloud_repl.signature import describe_call


class Box:
    def __init__(self):
        self.width, self.weight = 1, 2

    def open(self, force=False): ...


BOXES = {
    "boxes": [None, Box()],
    "by_name": {"a": Box()},
    "pairs": [("a", Box())],
    "nested": [[Box()]],
    "box": Box(),
}


@pytest.mark.parametrize(
    "text",
    [
        "for it in boxes:\n    it.w|",
        "for it in boxes: it.w|",
        "for it in boxes:\n    print(it.w|",
        "[it for it in boxes if it.w|",
        "{it.width for it in boxes if it.w|",
        "for it in tuple(boxes):\n  it.w|",
        "for it in sorted(boxes, key=len):\n  it.w|",
        "for at, it in enumerate(boxes):\n  it.w|",
        "for (at, it) in enumerate(boxes, 1):\n  it.w|",
        "for it in by_name.values():\n  it.w|",
        "for name, it in by_name.items():\n  it.w|",
        "for name, it in pairs:\n  it.w|",
        "for row in nested:\n  for it in row:\n    it.w|",
        "for it in nested[0]:\n  it.w|",
        "for it in (boxes):\n  it.w|",
        "def f():\n  for it in boxes:\n    it.w|",
    ],
)
def test_elements_complete(text):
    assert texts(text, **BOXES) == ["weight", "width"]


@pytest.mark.parametrize(
    "text",
    [
        "for it in boxes|",
        "for it in box:\n  it.w|",
        "for it in missing:\n  it.w|",
        "for it in by_name:\n  it.w|",
        "for it, other in boxes:\n  it.w|",
        "for it.x in boxes:\n  it.w|",
        "for a, (b, it) in enumerate(boxes):\n  it.w|",
        "for it in boxes.copy():\n  it.w|",
        "async for it in boxes:\n  it.w|",
        "for it in zip(boxes, boxes):\n  it.w|",
        "for in boxes: it.w|",
        "for it in : it.w|",
    ],
)
def test_what_is_not_known_does_not(text):
    assert not {"width", "weight"} & set(texts(text, **BOXES))


def test_the_loop_comes_before_an_older_variable():
    assert texts("for box in by_name:\n  box.upp|", **BOXES) == ["upper"]


def test_nodes_of_libcloud():
    nodes = get_driver("dummy")(0).list_nodes()
    assert texts("for node in nodes:\n    node.na|", nodes=nodes) == ["name"]
    assert texts("for node in driver.list_nodes():\n    node.na|", driver=get_driver("dummy")(0)) == []


def test_a_call_on_an_element_has_its_tip():
    tip = describe_call(*marked("for it in boxes:\n    it.open(|"), dict(BOXES), 80)
    assert str(tip) == "open(force=False)"


def test_it_leaves_the_namespace_alone():
    before = dict(BOXES)
    texts("for it in boxes:\n  for other in nested:\n    it.w|", **BOXES)
    assert before == BOXES


@pytest.mark.parametrize("iterated", ["a" + ".b" * 900, "sorted(" * 190 + "boxes" + ")" * 190, "(" * 3000, "boxes" + "[0]" * 600])
def test_what_is_deep_or_long_does_no_harm(iterated):
    assert "width" not in texts(f"for it in {iterated}:\n  it.x|", **BOXES)


def test_nothing_of_the_user_runs():
    touches.clear()
    for base in (list, tuple, dict, set):
        texts("for it in things:\n  it.w|", things=hostile(base))
    texts("for it in things:\n  it.w|", things=[hostile()])
    texts("for a, b in things:\n  a.w|", things=[hostile(tuple)])
    texts("for it in things.values():\n  it.w|", things=hostile(dict))
    assert touches == []
