"""Where code lies that is not the user's: the standard library, site-packages."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["is_library"]

_FOLDERS = ("<frozen ", os.path.dirname(os.__file__) + os.sep, str(Path(__file__).parents[1]) + os.sep)


def is_library(filename: str) -> bool:
    """Whether code that says it is from ``filename`` is a library's."""
    return filename.startswith(_FOLDERS)
