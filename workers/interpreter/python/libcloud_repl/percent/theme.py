"""How the page looks."""

from __future__ import annotations

from .command import Command
from .context import CommandError, Context

__all__ = ["COMMANDS"]

CHOICES = ("dark", "light", "contrast", "auto")


def _theme(context: Context, argument: str) -> None:
    if argument and argument not in CHOICES:
        raise CommandError(f"There is no theme {argument!r}: it is dark, light, contrast, or auto (as the system says).")
    answer, _ = context.ask("theme", {"choice": argument or None})
    if not argument:
        print(answer["choice"] if answer["choice"] != "auto" else f"auto (now {answer['scheme']})")


COMMANDS = (Command("theme", "%theme [dark|light|contrast|auto]", "how the page looks until it is closed; auto is as the system says", _theme, CHOICES),)
