"""Results that draw themselves: ``_repr_png_`` and ``_repr_svg_``, and figures of matplotlib."""

from __future__ import annotations

import base64
import binascii
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..lookup.dicts import MISSING, find
from ..lookup.objects import bases_of, class_dict, exactly, find_in_class, is_class, name_of_class

__all__ = ["Picture", "picture_of"]

MOST_BYTES = {"image/png": 8_000_000, "image/svg+xml": 2_000_000}
MOST_PIXELS = 40_000_000
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Picture:
    """``mime`` is ``image/png`` or ``image/svg+xml``. An SVG is hostile text until whoever shows it made it safe."""

    mime: str
    data: bytes


def picture_of(value: Any) -> Picture | None:
    """The picture of a result. None: it has none, it cannot be drawn, or it is too large. Raises nothing but interrupts."""
    if is_class(value):
        return None
    try:
        return _drawn(value, "_repr_png_", _png) or _drawn(value, "_repr_svg_", _svg) or _figure(value)
    except Exception:
        return None


def _drawn(value: Any, name: str, check: Callable[[Any], Picture | None]) -> Picture | None:
    # Only what the class defines: objects that answer to any name would claim to be pictures.
    method = find_in_class(type(value), name)
    if method is MISSING or method is None:
        return None
    data = method.__get__(value, type(value))()
    return check(data[0] if type(data) is tuple and data else data)


def _png(data: Any) -> Picture | None:
    """Bytes, or base64 as Jupyter also takes it."""
    most = MOST_BYTES["image/png"]
    if type(data) is str and len(data) <= most * 4 // 3 + 4:
        try:
            data = base64.b64decode(data, validate=True)
        except (binascii.Error, ValueError):
            return None
    if not exactly(data, bytes, bytearray) or len(data) > most or not data.startswith(_PNG) or data[12:16] != b"IHDR":
        return None
    width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    return Picture("image/png", bytes(data)) if 0 < width * height <= MOST_PIXELS else None


def _svg(data: Any) -> Picture | None:
    most = MOST_BYTES["image/svg+xml"]
    if exactly(data, bytes, bytearray) and len(data) <= most:
        data = data.decode("utf-8")
    if type(data) is not str or len(data) > most:
        return None
    encoded = data.encode("utf-8")
    begins = data.lstrip("\ufeff \t\r\n")[:5].lower()
    return Picture("image/svg+xml", encoded) if begins in ("<svg ", "<svg>", "<?xml", "<!doc", "<svg\n") and len(encoded) <= most else None


def _figure(value: Any) -> Picture | None:
    if not any(
        name_of_class(base) == "Figure" and find(class_dict(base), "__module__") == "matplotlib.figure" for base in bases_of(type(value))
    ):
        return None
    file = io.BytesIO()
    value.savefig(file, format="png")
    return _png(file.getvalue())
