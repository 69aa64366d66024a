"""File paths in strings."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from ..lookup.parameters import parameters_of
from ..lookup.resolve import resolve
from .budget import Budget
from .calls import Call
from .items import Item

__all__ = ["looks_like_path", "paths", "takes_path"]

_PARAMETERS = {"file", "filename", "fname"}
_CALLEES = {"Path", "PurePath", "pathlib.Path", "pathlib.PurePath"}


def looks_like_path(text: str) -> bool:
    """A web address does not."""
    return text.startswith(("/", "./", "../", "~/")) or ("/" in text and "://" not in text)


def takes_path(call: Call, namespace: dict[str, Any]) -> bool:
    """Whether the argument at the cursor is for a parameter that is named as those for paths are."""
    if call.callee in _CALLEES:
        return True
    name = call.keyword or _parameter_at(call, namespace)
    return name in _PARAMETERS or (name or "").endswith(("path", "_file"))


def _parameter_at(call: Call, namespace: dict[str, Any]) -> str | None:
    callee = resolve(call.callee, namespace)
    found = (callee and parameters_of(callee)) or []
    taking = [parameter for parameter in found if parameter.kind in ("positional", "either")]
    return taking[call.position].name if call.position < len(taking) else None


def paths(text: str, budget: Budget) -> Iterator[Item]:
    """Entries of the folder that ``text`` names up to its last slash."""
    folder = os.path.expanduser(text[: text.rfind("/") + 1]) or "."
    try:
        with os.scandir(folder) as found:
            for entry in budget.limit(found):
                yield Item(entry.name + "/", "folder") if _is_folder(entry) else Item(entry.name, "file")
    except (OSError, ValueError):  # no such folder, or a name with a null character
        return


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
