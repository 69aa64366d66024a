"""Progress on one row of the terminal, for what takes a while."""

from __future__ import annotations

import sys
import time

from ..text import packages as wording

__all__ = ["Progress", "size_text"]

#: Seconds between two drawings: more often is for nobody to see.
_INTERVAL = 0.1


def size_text(size: int) -> str:
    """Bytes for a person, in units of 1000."""
    for unit, factor in (("MB", 1e6), ("kB", 1e3)):
        if size >= factor:
            return f"{size / factor:.1f} {unit}"
    return wording.bytes_text(size)


class Progress:
    """How far something with a ``label`` has come. Nothing is shown of what is quick."""

    def __init__(self, label: str, total: int | None) -> None:
        self._label = label
        self._total = total
        self._shown = time.monotonic()
        self._drawn = False

    def show(self, done: int) -> None:
        """Draws ``done`` bytes, if it is time to."""
        now = time.monotonic()
        if now - self._shown >= _INTERVAL:
            self._shown = now
            state = size_text(done) if self._total is None else wording.done_of(done=size_text(done), total=size_text(self._total))
            self._write(f"\r\x1b[K{self._label}  {state}")
            self._drawn = True

    def clear(self) -> None:
        """Takes the drawing away."""
        if self._drawn:
            self._write("\r\x1b[K")
            self._drawn = False

    def end(self, text: str) -> None:
        """Puts a line in the place of the drawing."""
        self.clear()
        self._write(text + "\n")

    def _write(self, text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()
