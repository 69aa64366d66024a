"""What completion answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["Completions", "Item", "Kind", "begins", "matching", "wanted"]

Kind = Literal[
    "variable", "function", "class", "module", "keyword", "attribute", "method", "property", "parameter", "key", "file", "folder",
    "provider", "region",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """``text`` replaces the source from `Completions.start` to `Completions.end`; ``detail`` is a short remark, or empty."""

    text: str
    kind: Kind
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Completions:
    """``truncated``: there are more items than were listed, by their number or the time that it takes."""

    start: int
    end: int
    items: list[Item] = field(default_factory=list)
    truncated: bool = False


def begins(text: str, prefix: str) -> bool:
    """Whether ``text`` may complete ``prefix``: case counts only where both forms exist (`matching`)."""
    return text[: len(prefix)].lower() == prefix.lower()


def wanted(name: str, prefix: str) -> bool:
    """Whether a name is listed for ``prefix``: those with underscores only if it begins with one."""
    return begins(name, prefix) and (name[:1] != "_" or prefix[:1] == "_")


def matching(items: Iterable[Item], prefix: str) -> list[Item]:
    """The items that begin with ``prefix``, or else those that do when case is ignored. The first of equal texts stays."""
    found = list({item.text: item for item in reversed(list(items)) if begins(item.text, prefix)}.values())[::-1]
    exact = [item for item in found if item.text.startswith(prefix)]
    return _by_privacy(sorted(exact or found, key=_place), prefix)


# In the order of the signature or the dict; all others by the alphabet, after them.
_ORDERED: tuple[Kind, ...] = ("parameter", "key")


def _place(item: Item) -> tuple[bool, str]:
    return (False, "") if item.kind in _ORDERED else (True, item.text)


def _by_privacy(items: list[Item], prefix: str) -> list[Item]:
    """Names with underscores come last, and only when asked for or when there is nothing else."""
    public = [item for item in items if not item.text.startswith("_")]
    if not prefix.startswith("_") and public:
        return public
    if prefix.startswith("__"):
        return items
    return sorted(items, key=lambda item: item.text.startswith("__"))
