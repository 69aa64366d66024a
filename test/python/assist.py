"""What the tests of completion, signatures and inspection share: a marked cursor, and objects that tell when they are touched."""

from __future__ import annotations

from typing import Any

from libcloud_repl.completion import Completions, complete
from libcloud_repl.completion.budget import Budget


def marked(text: str) -> tuple[str, int]:
    """The source without its last ``|``, and where that was."""
    at = text.rindex("|")
    return text[:at] + text[at + 1 :], at


def completions(text: str, **namespace: Any) -> Completions:
    # No clock: what is found depends on the steps alone.
    return complete(*marked(text), namespace, Budget(clock=lambda: 0.0))


def texts(text: str, **namespace: Any) -> list[str]:
    return [item.text for item in completions(text, **namespace).items]


class Touched(AssertionError):
    """Code of the user ran."""


def touch(*_: Any, **__: Any) -> Any:
    touches.append("touched")
    raise Touched


touches: list[str] = []

_FORBIDDEN = (
    "__getattribute__", "__getattr__", "__setattr__", "__dir__", "__repr__", "__str__", "__len__", "__bool__", "__iter__", "__getitem__",
    "__contains__", "__eq__", "__hash__", "__call__", "__instancecheck__", "__subclasscheck__", "__get__", "__index__", "__format__",
    "keys", "items", "values", "get",
)  # fmt: skip


def hostile_class(*bases: type, **entries: Any) -> type:
    """A class whose every special method, and its metaclass's, fails the test."""
    meta = type("Meta", (type,), {name: touch for name in ("__getattribute__", "__eq__", "__hash__", "__instancecheck__", "__call__", "__dir__")})
    body = {name: touch for name in _FORBIDDEN} | {"prop": property(touch), "__class__": property(touch)} | entries
    return type.__call__(meta, "Hostile", bases or (object,), body)


def hostile(*bases: type, **entries: Any) -> Any:
    """An instance of such a class."""
    cls = hostile_class(*bases, **entries)
    base = bases[0] if bases else object
    return base.__new__(cls)
