"""The history under its usual name: ``import readline`` is the line editor's own module, and clearing it clears the page's copy."""

from __future__ import annotations

import sys

from _pyrepl import readline

from . import host
from .editor import Editor

__all__ = ["MAX_ENTRY", "entered", "install", "keep"]

#: MAX_ENTRY_CHARACTERS of src/protocol/history.ts
MAX_ENTRY = 1 << 14

#: This session's entries, the oldest first.
entered: list[str] = []


def keep(entry: str) -> None:
    """Notes a new entry, and tells the page of it."""
    entered.append(entry)
    if len(entry) <= MAX_ENTRY:
        host.tell("history.add", {"entry": entry})


def install(editor: Editor) -> None:
    """Makes ``readline`` importable, for pdb's completion and for ``readline.clear_history()``."""

    def clear_history() -> None:
        editor.history.clear()
        entered.clear()
        host.tell("history.clear", {})

    readline.backend = "readline"
    readline.clear_history = clear_history
    sys.modules["readline"] = readline
