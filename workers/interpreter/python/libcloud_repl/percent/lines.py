"""Commands among what was entered."""

from __future__ import annotations

__all__ = ["command_of", "split"]


def split(source: str) -> tuple[list[str], str]:
    """The lines with commands that ``source`` begins with, without their ``%``, and the Python behind them."""
    commands: list[str] = []
    rest = source
    while rest.lstrip().startswith("%"):
        line, _, rest = rest.lstrip().partition("\n")
        commands.append(line[1:].strip())
    return commands, rest


def command_of(line: str) -> tuple[str, str]:
    """Name and argument of a command: ``pip install x`` is ``pip`` and ``install x``; ``pip?`` asks for help, as it does of a name."""
    name, _, argument = line.partition(" ")
    return ("help", name.rstrip("?")) if name.endswith("?") else (name, argument.strip())
