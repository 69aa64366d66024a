"""``sys.displayhook``: how the value of a statement is shown."""

from __future__ import annotations

import builtins
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..lookup.objects import exactly, name_of_class
from ..text import display as wording
from .json_text import json_text
from .pictures import Picture, TooLarge, picture_of
from .rows import suits_table
from .shorten import shortened
from .table import table
from .text import visible

__all__ = ["DisplayHook", "Options"]


@dataclass
class Options:
    """What the hook depends on.

    ``rich``: whether lists of libcloud's objects become tables, plain data indented JSON, and long collections are cut.
    ``width``: columns of the terminal. ``show_picture`` gets the pictures with a text for who cannot see them, and returns a sentence
    if it does not show one, or else nothing.
    """

    rich: Callable[[], object] = lambda: table.all  # type: ignore[attr-defined]
    width: Callable[[], int] = lambda: shutil.get_terminal_size().columns
    show_picture: Callable[[Picture, str], str | None] | None = None


class DisplayHook:
    """Put it in ``sys.displayhook``. Like CPython's own it raises what ``repr()`` and the output stream raise."""

    def __init__(self, options: Options | None = None) -> None:
        self.options = options or Options()

    def __call__(self, value: Any) -> None:
        if value is None:
            return
        text = self._rich(value)
        if text is None:
            sys.__displayhook__(value)
        else:
            builtins._ = None  # type: ignore[attr-defined] # as CPython: printing may use _ itself
            print(text, file=sys.stdout)
            builtins._ = value  # type: ignore[attr-defined]
        self._show_picture(value)

    def _rich(self, value: Any) -> str | None:
        """What is printed instead of ``repr(value)``."""
        try:
            if not self.options.rich():
                return None
            width = self.options.width()
            if suits_table(value):
                return repr(table(value, width=width))
            text = json_text(value, width)
            if text is None and exactly(value, list, tuple, set, frozenset, dict):
                text = repr(value)
            return None if text is None else shortened(text, width)
        except Exception:
            return None

    def _show_picture(self, value: Any) -> None:
        if self.options.show_picture is None:
            return
        picture = picture_of(value)
        if picture is None:
            return
        name = visible(name_of_class(type(value)))
        refusal = picture.sentence if isinstance(picture, TooLarge) else self.options.show_picture(picture, wording.picture_of(kind=name))
        if refusal:
            print(refusal, file=sys.stdout)
