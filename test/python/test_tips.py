"""When the page is told of the call that is being typed. A stand-in for the page keeps what it hears."""

from __future__ import annotations

import asyncio
import sys
import types
from types import SimpleNamespace

import pytest


def greet(name, loud=False):
    "Says hello."


class Page:
    def __init__(self):
        self.heard = []

    def tell(self, op, value):
        self.heard.append((op, value))

    def terminal_size(self):
        return 80, 24


@pytest.fixture
def page(monkeypatch):
    """In the place of the module that alone touches JavaScript, and that cannot be imported here."""
    page = Page()
    host = types.ModuleType("libcloud_repl.host")
    host.tell, host.terminal_size = page.tell, page.terminal_size
    editor = types.ModuleType("libcloud_repl.editor")
    editor.Editor = object
    package = __import__("libcloud_repl")
    for module in (host, editor):
        monkeypatch.setitem(sys.modules, module.__name__, module)
        monkeypatch.setattr(package, module.__name__.rpartition(".")[2], module, raising=False)
    monkeypatch.delitem(sys.modules, "libcloud_repl.tips", raising=False)
    yield page
    sys.modules.pop("libcloud_repl.tips", None)


@pytest.fixture
def tips(page):
    from libcloud_repl.tips import Tips

    editor = SimpleNamespace(text="", pos=0, namespace={"greet": greet})
    editor.get_unicode = lambda: editor.text
    return Tips(editor), editor


def idle(tips, editor, text, pos=None):
    """The editor stands still with this text."""

    async def stand_still():
        editor.text, editor.pos = text, len(text) if pos is None else pos
        tips.expect()
        if tips._timer is not None:
            await asyncio.sleep(tips._timer.when() - asyncio.get_running_loop().time() + 0.001)

    asyncio.run(stand_still())


GREET = ("tip.show", {"before": "greet(", "active": "name", "after": ", loud=False) — Says hello."})


def test_a_call_is_told_of_once_and_taken_back(tips, page):
    tips, editor = tips
    idle(tips, editor, "greet(")
    assert page.heard == [GREET]
    idle(tips, editor, "greet(x")
    assert page.heard == [GREET]
    idle(tips, editor, "greet(x, ")
    assert page.heard[1:] == [("tip.show", {"before": "greet(name, ", "active": "loud=False", "after": ") — Says hello."})]
    idle(tips, editor, "greet(x, )")
    assert page.heard[2:] == [("tip.clear", {})]
    idle(tips, editor, "1 + greet")
    assert page.heard[3:] == [("tip.show", {"before": "", "active": "", "after": "greet(name, loud=False) — Says hello."})]


def test_the_cursor_leaves_the_call(tips, page):
    tips, editor = tips
    idle(tips, editor, "1 + greet(")
    idle(tips, editor, "1 + greet(", pos=1)
    assert page.heard == [GREET, ("tip.clear", {})]


def test_who_types_on_gets_no_tip(tips, page):
    tips, editor = tips

    async def type_on():
        editor.text, editor.pos = "greet(", 6
        tips.expect()
        timer = tips._timer
        tips.wait()
        assert timer.cancelled()

    asyncio.run(type_on())
    assert page.heard == []


def test_the_end_of_editing_takes_it_back(tips, page):
    tips, editor = tips
    idle(tips, editor, "greet(")
    tips.clear()
    tips.clear()
    assert page.heard == [GREET, ("tip.clear", {})]
    idle(tips, editor, "greet(")
    assert page.heard[2:] == [GREET]


def test_no_control_character_crosses(tips, page):
    tips, editor = tips
    editor.namespace["odd"] = types.FunctionType(greet.__code__, {}, "odd", ("\x1b[31m\u202e\ud800",))
    idle(tips, editor, "odd(")
    told = page.heard[0][1]
    assert all(text.isprintable() for text in told.values()) and "\\x1b[31m" in told["after"]
