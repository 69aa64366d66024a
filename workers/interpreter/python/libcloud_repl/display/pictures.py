"""Results that draw themselves: ``_repr_png_``, ``_repr_svg_``, ``_repr_mimebundle_`` with one of these, and figures of matplotlib."""

from __future__ import annotations

import base64
import binascii
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..lookup.dicts import MISSING, find
from ..lookup.objects import bases_of, class_dict, exactly, find_in_class, is_class, name_of_class
from ..text import display as wording

__all__ = ["Picture", "TooLarge", "picture_of"]

#: MAX_PICTURE_BYTES and MAX_PICTURE_PIXELS of src/protocol/picture.ts
MOST_BYTES = {"image/png": 4_000_000, "image/svg+xml": 2_000_000}
MOST_PIXELS = 16_000_000
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Picture:
    """``mime`` is ``image/png`` or ``image/svg+xml``. An SVG is hostile text until whoever shows it made it safe."""

    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class TooLarge:
    """There is a picture, and ``sentence`` says why nobody sees it."""

    sentence: str


def picture_of(value: Any) -> Picture | TooLarge | None:
    """The picture of a result. None: it has none, or it cannot be drawn. Raises nothing but interrupts."""
    if is_class(value):
        return None
    try:
        return _drawn(value, "_repr_png_", _png) or _drawn(value, "_repr_svg_", _svg) or _bundled(value) or _figure(value)
    except Exception:
        return None


def _drawn(value: Any, name: str, check: Callable[[Any], Picture | TooLarge | None]) -> Picture | TooLarge | None:
    return check(_called(value, name))


def _called(value: Any, name: str, **arguments: Any) -> Any:
    """What the method gives, without the metadata that may come with it. None: there is no such method."""
    # Only what the class defines: objects that answer to any name would claim to be pictures.
    method = find_in_class(type(value), name)
    if method is MISSING or method is None:
        return None
    data = method.__get__(value, type(value))(**arguments)
    return data[0] if type(data) is tuple and data else data


def _bundled(value: Any) -> Picture | TooLarge | None:
    bundle = _called(value, "_repr_mimebundle_", include=None, exclude=None)
    if type(bundle) is not dict:
        return None
    return _png(bundle.get("image/png")) or _svg(bundle.get("image/svg+xml"))


def _png(data: Any) -> Picture | TooLarge | None:
    """Bytes, or base64 as Jupyter also takes it."""
    if type(data) is str:
        if len(data) > MOST_BYTES["image/png"] * 4 // 3 + 4:
            return _too_large("image/png", len(data) * 3 // 4)
        try:
            data = base64.b64decode(data.rstrip(), validate=True)
        except (binascii.Error, ValueError):
            return None
    if not exactly(data, bytes, bytearray) or not data.startswith(_PNG) or data[12:16] != b"IHDR":
        return None
    width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    if len(data) > MOST_BYTES["image/png"]:
        return _too_large("image/png", len(data))
    if width * height > MOST_PIXELS:
        return TooLarge(wording.too_many_pixels(width=width, height=height, most=MOST_PIXELS))
    return Picture("image/png", bytes(data)) if width * height > 0 else None


def _svg(data: Any) -> Picture | TooLarge | None:
    if exactly(data, bytes, bytearray):
        data = data.decode("utf-8")
    if type(data) is not str:
        return None
    begins = data.lstrip("\ufeff \t\r\n")[:5].lower()
    if begins not in ("<svg ", "<svg>", "<?xml", "<!doc", "<svg\n"):
        return None
    encoded = data.encode("utf-8")
    if len(encoded) > MOST_BYTES["image/svg+xml"]:
        return _too_large("image/svg+xml", len(encoded))
    return Picture("image/svg+xml", encoded)


def _too_large(mime: str, size: int) -> TooLarge:
    return TooLarge(wording.too_many_megabytes(size=size / 1e6, most=MOST_BYTES[mime] / 1e6))


def _figure(value: Any) -> Picture | TooLarge | None:
    if not any(
        name_of_class(base) == "Figure" and find(class_dict(base), "__module__") == "matplotlib.figure" for base in bases_of(type(value))
    ):
        return None
    file = io.BytesIO()
    value.savefig(file, format="png")
    return _png(file.getvalue())
