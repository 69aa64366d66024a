"""What Tab offers in a line with a command."""

from __future__ import annotations

from typing import Any

from ..completion import Completions
from ..completion import complete as complete_code
from ..completion.budget import Budget
from ..completion.items import Item, matching
from ..completion.paths import paths
from .lines import command_of
from .registry import COMMANDS

__all__ = ["complete"]


def complete(source: str, cursor: int, namespace: dict[str, Any]) -> Completions | None:
    """What may stand at ``cursor``; None where ``source`` is no command."""
    line = source[:cursor]
    if not line.lstrip().startswith("%") or "\n" in line.lstrip():
        return None
    begun = line.lstrip()[1:]
    if " " not in begun:
        return _listed([Item(name, "keyword", command.summary) for name, command in COMMANDS.items()], begun, cursor)
    command = COMMANDS.get(command_of(begun)[0])
    word = begun.rpartition(" ")[2]
    if command is None:
        return Completions(cursor, cursor)
    if command.completes == "code":
        blank = " " * (len(line) - len(begun.partition(" ")[2]))
        return complete_code(blank + source[len(blank) :], cursor, namespace)
    if command.completes == "paths":
        return _listed(list(paths(word, Budget())), word.rpartition("/")[2], cursor)
    return _listed([Item(choice, "keyword") for choice in command.completes], word, cursor)


def _listed(items: list[Item], prefix: str, cursor: int) -> Completions:
    return Completions(cursor - len(prefix), cursor, matching(items, prefix))
