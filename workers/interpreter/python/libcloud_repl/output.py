"""Standard output, of which each line goes to the page when it ends, and standard error, which waits for nothing."""

from __future__ import annotations

import io
import sys

__all__ = ["install"]


def install() -> None:
    sys.stdout = sys.__stdout__ = _stream(1, "<stdout>", write_through=False)
    sys.stderr = sys.__stderr__ = _stream(2, "<stderr>", write_through=True)


def _stream(descriptor: int, name: str, *, write_through: bool) -> io.TextIOWrapper:
    """As with ``python -u`` there is no buffer of bytes below the one of text: a line would pass it at once, which takes a fifth of a print."""
    raw = io.FileIO(descriptor, "wb", closefd=False)
    raw.name = name  # type: ignore[misc]
    stream = io.TextIOWrapper(raw, "utf-8", "backslashreplace", line_buffering=True, write_through=write_through)  # type: ignore[arg-type]
    stream.mode = "w"  # type: ignore[misc]
    return stream
