"""Long texts, screen by screen, with search: ``help()`` shows its pages here."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

from . import host
from .console import PageConsole
from .display.text import cut

__all__ = ["install", "page"]

_OVERSTRIKE = re.compile(".\b")


def page(console: PageConsole, text: str, title: str = "", *, at_end: bool = False) -> None:
    """Shows ``text``; what fits on the screen is printed."""
    lines = _OVERSTRIKE.sub("", text).rstrip("\n").split("\n")
    rows, _ = console.getheightwidth()
    if not host.can_wait() or (len(lines) < rows and not console.prepared):
        sys.stdout.write("\n".join(lines) + "\n")
        return
    sys.stdout.flush()
    with console.waiting():
        _Pager(console, lines, title).run(at_end)


class _Pager:
    """The keys are those of ``less``."""

    def __init__(self, console: PageConsole, lines: list[str], title: str) -> None:
        self._console = console
        self._lines = lines
        self._title = title
        self._top = 0
        self._pattern = ""
        #: The line that was found last; it may be below the top, where the text ends.
        self._found: int | None = None
        self._message = ""

    def run(self, at_end: bool) -> None:
        self._console.show("\x1b[?1049h\x1b[?25l")
        try:
            if at_end:
                self._top = len(self._lines)
            while self._show() and self._press(self._key()):
                pass
        finally:
            self._console.show("\x1b[?25h\x1b[?1049l")

    @property
    def _rows(self) -> int:
        return self._console.getheightwidth()[0] - 1

    def _key(self) -> str:
        while (event := self._console.get_event()) is None:
            self._console.wait()
        return event.data if event.evt == "key" else ""

    def _show(self) -> bool:
        rows, width = self._rows, self._console.getheightwidth()[1]
        self._top = max(0, min(self._top, len(self._lines) - rows))
        shown = self._lines[self._top : self._top + rows]
        # Erased before it is written: behind a full row the cursor would still be on its last character.
        body = "\r\n".join(f"\x1b[K{self._marked(cut(line, width))}" for line in shown)
        self._console.show(f"\x1b[H{body}\r\n\x1b[J\x1b[{rows + 1};1H\x1b[7m{self._status()[:width]}\x1b[0m")
        return True

    def _marked(self, line: str) -> str:
        return re.sub(re.escape(self._pattern), "\x1b[7m\\g<0>\x1b[27m", line, flags=re.IGNORECASE) if self._pattern else line

    def _status(self) -> str:
        last = min(len(self._lines), self._top + self._rows)
        place = f"{self._top + 1}-{last} of {len(self._lines)}"
        message, self._message = self._message, ""
        return message or f" {self._title or 'help'}: {place} · Space, b, arrows, g, G move · / searches, n goes on · q ends "

    def _press(self, key: str) -> bool:
        """False when the user has seen enough."""
        if key in ("q", "Q", "\x03", "\x04"):
            return False
        if key == "/":
            self._pattern = self._ask()
        if key in ("/", "n", "N"):
            self._search(-1 if key == "N" else 1)
        self._move(self._moves().get(key, 0))
        return True

    def _move(self, lines: int) -> None:
        self._top += lines
        if lines:
            self._found = None

    def _moves(self) -> dict[str, int]:
        rows, all_lines = self._rows, len(self._lines)
        down = {" ": rows, "f": rows, "page down": rows, "j": 1, "\n": 1, "down": 1, "G": all_lines, "end": all_lines}
        up = {"b": rows, "page up": rows, "k": 1, "up": 1, "g": all_lines, "home": all_lines}
        return down | {key: -lines for key, lines in up.items()}

    def _ask(self) -> str:
        text = ""
        while True:
            self._console.show(f"\x1b[{self._rows + 1};1H\x1b[K/{text}\x1b[?25h")
            key = self._key()
            if key in ("\n", "\x03"):
                self._console.show("\x1b[?25l")
                return text if key == "\n" else ""
            text = text[:-1] if key == "backspace" else text + (key if len(key) == 1 and key.isprintable() else "")

    def _search(self, step: int) -> None:
        wanted = self._pattern.lower()
        if not wanted:
            return
        end = len(self._lines) if step > 0 else -1
        begin = self._top if self._found is None else self._found
        for at in range(begin + step, end, step):
            if wanted in self._lines[at].lower():
                self._top = self._found = at
                return
        self._message = f" {self._pattern!r} is not there. "


def install(console: PageConsole) -> None:
    """pydoc's pager, whenever pydoc is imported."""
    import _pyrepl.pager

    def show(text: str, title: str = "") -> None:
        page(console, text, title)

    def get_pager() -> Callable[..., None]:
        return show

    _pyrepl.pager.get_pager = get_pager
    pydoc = sys.modules.get("pydoc")
    if pydoc is not None:
        pydoc.get_pager = pydoc.getpager = get_pager
