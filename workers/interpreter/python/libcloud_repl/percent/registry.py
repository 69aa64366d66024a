"""All commands, and how a line finds its own."""

from __future__ import annotations

import difflib
from collections.abc import Coroutine, Iterable
from shutil import get_terminal_size
from textwrap import wrap
from typing import Any

from ..text import percent as wording
from . import environment, pip, session, theme, transfers
from .command import Command
from .context import CommandError, Context
from .lines import command_of

__all__ = ["COMMANDS", "find", "help_lines", "run"]


def run(context: Context, line: str) -> Coroutine[Any, Any, None] | None:
    """Runs the command in ``line``, which has no ``%`` any more. What is to be awaited is returned.

    Raises:
        CommandError: there is no such command, or it cannot do that.
    """
    name, argument = command_of(line)
    return find(name).run(context, argument)


def find(name: str) -> Command:
    """The command of that name. Raises CommandError, with the nearest name, if there is none."""
    command = COMMANDS.get(name)
    if command is not None:
        return command
    near = difflib.get_close_matches(name, COMMANDS, n=1)
    raise CommandError(wording.no_command(name, near[0] if near else None))


def _help(context: Context, argument: str) -> None:
    commands = [find(argument.removeprefix("%"))] if argument else list(COMMANDS.values())
    print("\n".join(help_lines(commands, get_terminal_size().columns)))


def help_lines(commands: Iterable[Command], width: int) -> list[str]:
    """Usage and summary in two columns, or one below the other where the terminal is too narrow for that."""
    rows = [(command.usage, command.summary) for command in commands]
    longest = max(len(usage) for usage, _ in rows)
    if all(longest + 2 + len(summary) < width for _, summary in rows):
        return [f"{usage:<{longest}}  {summary}" for usage, summary in rows]
    return [line for usage, summary in rows for line in (usage, *wrap(summary, width - 1, initial_indent="  ", subsequent_indent="  "))]


COMMANDS = {
    command.name: command
    for command in (
        Command("help", *wording.HELP, _help),
        *pip.COMMANDS,
        *session.COMMANDS,
        *environment.COMMANDS,
        *transfers.COMMANDS,
        *theme.COMMANDS,
    )
}
