"""Commands about the session and its statements."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from ..text import percent as wording
from .command import Command
from .context import CommandError, Context, Restart

__all__ = ["COMMANDS", "chosen", "is_statement"]

#: Lines of a file that the prompt can still edit without a delay at each key.
MOST_EDITED_LINES = 400
#: Cursor to the first column of the first row, then erase what is seen, then what was scrolled away.
CLEAR = "\x1b[H\x1b[2J\x1b[3J"


def _history(context: Context, argument: str) -> None:
    for entry in chosen(context.entered, context.recalled, argument):
        print(entry)


def chosen(entered: Sequence[str], recalled: Sequence[str], argument: str) -> Sequence[str]:
    """This session's entries; with a number the last so many of all that is recalled, with a text those that have it in them."""
    if not argument:
        return entered
    if argument.isdecimal():
        return recalled[max(0, len(recalled) - int(argument)) :]
    return [entry for entry in recalled if argument.lower() in entry.lower()]


def _clear(context: Context, argument: str) -> None:
    print(CLEAR, end="", flush=True)


def _restart(context: Context, argument: str) -> None:
    raise Restart


async def _time(context: Context, argument: str) -> None:
    if not argument:
        raise CommandError(wording.TIME_WHAT)
    took = await context.timed(argument)
    print(wording.timed(elapsed=duration(took.elapsed), busy=duration(took.busy)))


def duration(seconds: float) -> str:
    """For a person: ``1.25 s``, ``3.1 ms``, ``12 µs``."""
    for unit, factor in (("s", 1), ("ms", 1e3)):
        value = seconds * factor
        if value >= 1:
            return f"{value:.3g} {unit}" if value < 100 else f"{value:.0f} {unit}"
    return f"{max(0.0, seconds) * 1e6:.0f} µs"


def _save(context: Context, argument: str) -> None:
    force, path = argument.startswith("-f "), argument.removeprefix("-f ").strip()
    if not path:
        raise CommandError(wording.SAVE_WHERE)
    statements = [entry for entry in context.entered if is_statement(entry)]
    try:
        with open(os.path.expanduser(path), "w" if force else "x", encoding="utf-8") as file:
            file.write(_program(statements))
    except FileExistsError:
        raise CommandError(wording.exists_already(path=path)) from None
    except OSError as error:
        raise CommandError(wording.not_writable(path=path, reason=error.strerror)) from None
    print(wording.saved(len(statements), path))


def is_statement(entry: str) -> bool:
    """Whether an entry is Python, not a command, nor a question about an object."""
    return not (entry.lstrip().startswith(("%", "?")) or entry.rstrip().endswith("?"))


def _program(statements: Iterable[str]) -> str:
    return "".join(statement.rstrip() + "\n" for statement in statements)


def _load(context: Context, argument: str) -> None:
    if not argument:
        raise CommandError(wording.LOAD_WHAT)
    try:
        with open(os.path.expanduser(argument), encoding="utf-8") as file:
            text = file.read().rstrip()
    except OSError as error:
        raise CommandError(wording.not_readable(path=argument, reason=error.strerror)) from None
    except UnicodeDecodeError:
        raise CommandError(wording.not_utf8(path=argument)) from None
    lines = text.count("\n") + 1
    if lines > MOST_EDITED_LINES:
        raise CommandError(wording.too_many_lines(path=argument, lines=lines))
    context.edit(text)


COMMANDS = (
    Command("history", *wording.HISTORY, _history),
    Command("clear", *wording.CLEAR, _clear),
    Command("restart", *wording.RESTART, _restart),
    Command("time", *wording.TIME, _time, "code"),
    Command("save", *wording.SAVE, _save, "paths"),
    Command("load", *wording.LOAD, _load, "paths"),
)
