"""``sys.displayhook``: how the value of a statement is shown."""

from __future__ import annotations

import builtins
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from ..lookup.objects import name_of_class
from .json_text import json_text
from .pictures import Picture, picture_of
from .rows import suits_table
from .table import table
from .text import visible

__all__ = ["DisplayHook", "Options"]


@dataclass
class Options:
    """What the user may change.

    ``results``: whether lists of libcloud's objects become tables. ``json``: whether plain data that does not fit a line is written
    as indented JSON. ``show_picture`` gets the pictures, and says whether it showed one; None shows text instead.
    """

    results: Literal["off", "tables"] = "off"
    json: bool = False
    width: Callable[[], int] = lambda: shutil.get_terminal_size().columns
    show_picture: Callable[[Picture], bool] | None = None


class DisplayHook:
    """Put it in ``sys.displayhook``. It raises nothing but KeyboardInterrupt and what the output stream raises."""

    def __init__(self, options: Options | None = None) -> None:
        self.options = options or Options()

    def __call__(self, value: Any) -> None:
        if value is None:
            return
        builtins._ = None  # type: ignore[attr-defined] # as CPython: repr() may use _ itself
        if not self._show_picture(value):
            print(self.text(value), file=sys.stdout)
        builtins._ = value  # type: ignore[attr-defined]

    def text(self, value: Any) -> str:
        """What is printed for ``value``."""
        return self._rich(value) or _safe_repr(value)

    def _rich(self, value: Any) -> str | None:
        try:
            width = self.options.width()
            if self.options.results == "tables" and suits_table(value):
                return repr(table(value, width=width))
            return json_text(value, width) if self.options.json else None
        except Exception:
            return None

    def _show_picture(self, value: Any) -> bool:
        if self.options.show_picture is None:
            return False
        picture = picture_of(value)
        try:
            return picture is not None and self.options.show_picture(picture) is True
        except Exception:
            return False


def _safe_repr(value: Any) -> str:
    try:
        return repr(value)
    except Exception as error:
        return f"<{visible(name_of_class(type(value)))} object at {id(value):#x}, whose repr() raised {_described(error)}>"


def _described(error: Exception) -> str:
    name = name_of_class(type(error))
    try:
        return visible(f"{name}: {error}")[:200]
    except Exception:
        return visible(name)
