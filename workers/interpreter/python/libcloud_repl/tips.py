"""The line about the call that is being typed (``signature.py``), which the page shows while the prompt is idle."""

from __future__ import annotations

import asyncio

from . import host
from .display.text import visible
from .editor import Editor
from .signature import CallTip, describe_call

__all__ = ["Tips"]

# Seconds without a key: who types on wants no tip, and no key shall wait for one.
_QUIET = 0.06
#: MAX_TIP_CHARACTERS of src/protocol/tip.ts, with room for escapes
_WIDEST = 400


class Tips:
    """Looks at what is being edited, never runs any of it."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor
        self._timer: asyncio.TimerHandle | None = None
        self._looked_at: tuple[str, int] | None = None
        self._shown: tuple[str, ...] | None = None

    def expect(self) -> None:
        """There is nothing to do; if it stays so for a moment, the tip is brought up to date."""
        if self._looked_at != self._edited():
            self._timer = asyncio.get_running_loop().call_later(_QUIET, self._look)

    def wait(self) -> None:
        """There is something to do."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def clear(self) -> None:
        """Nothing is edited any more."""
        self.wait()
        self._looked_at = None
        self._show(None)

    def _edited(self) -> tuple[str, int]:
        return self._editor.get_unicode(), self._editor.pos

    def _look(self) -> None:
        self._looked_at = source, cursor = self._edited()
        columns, _ = host.terminal_size()
        self._show(describe_call(source, cursor, self._editor.namespace or {}, min(columns, _WIDEST)))

    def _show(self, tip: CallTip | None) -> None:
        parts = None if tip is None else _parts(tip)
        if parts == self._shown:
            return
        self._shown = parts
        if parts is None:
            host.tell("tip.clear", {})
        else:
            host.tell("tip.show", dict(zip(("before", "active", "after"), parts, strict=True)))


def _parts(tip: CallTip) -> tuple[str, str, str]:
    """What comes before the active parameter, that, and what comes after."""
    start, end = tip.active or (0, 0)
    return visible(tip.text[:start]), visible(tip.text[start:end]), visible(tip.text[end:])
