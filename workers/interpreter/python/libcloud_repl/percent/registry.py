"""All commands, and how a line finds its own."""

from __future__ import annotations

import difflib
from collections.abc import Coroutine
from typing import Any

from . import environment, pip, session, theme, transfers
from .command import Command
from .context import CommandError, Context
from .lines import command_of

__all__ = ["COMMANDS", "find", "run"]


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
    hint = f" Did you mean %{near[0]}?" if near else ""
    raise CommandError(f"There is no command %{name}.{hint} %help lists them all.")


def _help(context: Context, argument: str) -> None:
    commands = [find(argument.removeprefix("%"))] if argument else list(COMMANDS.values())
    width = max(len(command.usage) for command in commands)
    for command in commands:
        print(f"{command.usage:<{width}}  {command.summary}")


COMMANDS = {
    command.name: command
    for command in (
        Command("help", "%help [COMMAND]", "lists these commands", _help),
        *pip.COMMANDS,
        *session.COMMANDS,
        *environment.COMMANDS,
        *transfers.COMMANDS,
        *theme.COMMANDS,
    )
}
