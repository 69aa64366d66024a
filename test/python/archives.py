"""Zip archives for tests of packages."""

from __future__ import annotations

import io
import zipfile


def archive(**files: str) -> bytes:
    """One of ``files``: texts by their paths."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, text in files.items():
            made.writestr(name, text)
    return buffer.getvalue()
