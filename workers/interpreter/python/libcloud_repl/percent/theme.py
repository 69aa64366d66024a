"""How the page looks."""

from __future__ import annotations

from ..text import percent as wording
from .command import Command
from .context import CommandError, Context

__all__ = ["COMMANDS"]

CHOICES = ("dark", "light", "contrast", "auto")


def _theme(context: Context, argument: str) -> None:
    if argument and argument not in CHOICES:
        raise CommandError(wording.no_theme(name=argument))
    answer, _ = context.ask("theme", {"choice": argument or None})
    if not argument:
        print(answer["choice"] if answer["choice"] != "auto" else wording.automatic_theme(scheme=answer["scheme"]))


COMMANDS = (Command("theme", *wording.THEME, _theme, CHOICES),)
