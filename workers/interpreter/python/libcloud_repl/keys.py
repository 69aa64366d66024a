"""What terminals send for keys, cut into the events that ``_pyrepl`` knows. Pure: text in, events out."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["PASTE_BEGIN", "PASTE_END", "Key", "first_key"]

PASTE_BEGIN = "\x1b[200~"
PASTE_END = "\x1b[201~"


class Key(NamedTuple):
    """The first key of what was typed.

    Attributes:
        events: names and characters as ``_pyrepl.keymap`` spells them; none for a key without a meaning.
        length: how many characters the terminal sent for it.
    """

    events: tuple[str, ...]
    length: int


# xterm's normal and application modes, without and with modifiers. Names are those of _pyrepl, which calls Meta an escape.
_ARROWS = {"A": "up", "B": "down", "C": "right", "D": "left", "H": "home", "F": "end"}
_NAMED: dict[str, tuple[str, ...]] = {
    **{prefix + final: (name,) for final, name in _ARROWS.items() for prefix in ("\x1b[", "\x1bO", "\x1b[1;2")},
    **{f"\x1b[1;{modifier}C": ("ctrl right",) for modifier in "3569"},
    **{f"\x1b[1;{modifier}D": ("ctrl left",) for modifier in "3569"},
    **{f"\x1bO{final}": (name,) for final, name in zip("PQRS", ("f1", "f2", "f3", "f4"))},
    "\x1b[1~": ("home",),
    "\x1b[4~": ("end",),
    "\x1b[3~": ("delete",),
    "\x1b[3;5~": ("\x1b", "d"),
    "\x1b[5~": ("page up",),
    "\x1b[6~": ("page down",),
    "\x7f": ("backspace",),
    "\r": ("\n",),
}

# ECMA-48 §5.4 and §5.6: also the strings with which the terminal answers programs that ask for its colours or settings.
_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O[ -~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\))")

# Bound to nothing. _pyrepl would put them into the text.
_MEANINGLESS = frozenset("\x00\x11\x16\x1c\x1d\x1e")


def first_key(text: str) -> Key:
    """Cuts the first key off ``text``, which is not empty."""
    sequence = _SEQUENCE.match(text)
    if sequence is not None:
        return Key(_NAMED.get(sequence[0], ()), len(sequence[0]))
    character = text[0]
    if character in _MEANINGLESS:
        return Key((), 1)
    return Key(_NAMED.get(character, (character,)), 1)
