"""Commands about the session and its statements."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

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
        raise CommandError("What is to be timed? %time STATEMENT")
    took = await context.timed(argument)
    print(f"Wall time: {duration(took.elapsed)}, CPU time: {duration(took.busy)}")


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
        raise CommandError("Save to which file? %save [-f] FILE")
    statements = [entry for entry in context.entered if is_statement(entry)]
    try:
        with open(os.path.expanduser(path), "w" if force else "x", encoding="utf-8") as file:
            file.write(_program(statements))
    except FileExistsError:
        raise CommandError(f"{path} exists already; %save -f {path} overwrites it.") from None
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from None
    print(f"{len(statements)} {'statement' if len(statements) == 1 else 'statements'} saved to {path}. Mind credentials in them.")


def is_statement(entry: str) -> bool:
    """Whether an entry is Python, not a command, nor a question about an object."""
    return not (entry.lstrip().startswith(("%", "?")) or entry.rstrip().endswith("?"))


def _program(statements: Iterable[str]) -> str:
    return "".join(statement.rstrip() + "\n" for statement in statements)


def _load(context: Context, argument: str) -> None:
    if not argument:
        raise CommandError("Load which file? %load FILE")
    try:
        with open(os.path.expanduser(argument), encoding="utf-8") as file:
            text = file.read().rstrip()
    except OSError as error:
        raise CommandError(f"{argument} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise CommandError(f"{argument} is no text in UTF-8.") from None
    lines = text.count("\n") + 1
    if lines > MOST_EDITED_LINES:
        raise CommandError(f"{argument} has {lines} lines, too many for the prompt; exec(open({argument!r}).read()) runs it.")
    context.edit(text)


COMMANDS = (
    Command("history", "%history [N | TEXT]", "this session's entries; the last N of all, or those with TEXT in them", _history),
    Command("clear", "%clear", "empties the screen, and what was scrolled away", _clear),
    Command("restart", "%restart", "ends Python and starts it anew; variables are gone", _restart),
    Command("time", "%time STATEMENT", "runs it, and says how long it took, and how long Python worked", _time, "code"),
    Command("save", "%save [-f] FILE", "writes this session's statements to a file here; -f overwrites", _save, "paths"),
    Command("load", "%load FILE", "puts the text of a file here at the prompt; Enter runs it", _load, "paths"),
)
