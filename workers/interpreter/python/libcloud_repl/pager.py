"""Long texts, screen by screen, with search: ``help()`` shows its pages here."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

from . import host
from .console import PageConsole
from .text import prompt as wording
from .wrapping import Rows

__all__ = ["install", "page"]

_OVERSTRIKE = re.compile(".\b")


def page(console: PageConsole, text: str, title: str = "", *, at_end: bool = False) -> None:
    """Shows ``text``; what fits on the screen is printed."""
    text = _OVERSTRIKE.sub("", text).rstrip("\n").expandtabs()
    pager = _Pager(console, text.split("\n"), title)
    if not host.can_wait() or (pager.fits and not console.prepared):
        sys.stdout.write(text + "\n")
        return
    sys.stdout.flush()
    with console.waiting():
        pager.run(at_end)


class _Pager:
    """The keys are those of ``less``."""

    def __init__(self, console: PageConsole, lines: list[str], title: str) -> None:
        self._console = console
        self._lines = lines
        self._title = title
        self._rows = Rows(lines, self._width)
        #: The first row that is seen.
        self._top = 0
        self._pattern = ""
        #: The line that was found last; it may be below the top, where the text ends.
        self._found: int | None = None
        self._message = ""

    def run(self, at_end: bool) -> None:
        self._console.show("\x1b[?1049h\x1b[?25l")
        try:
            if at_end:
                self._top = len(self._rows.texts)
            while self._show() and self._press(self._key()):
                pass
        finally:
            self._console.show("\x1b[?25h\x1b[?1049l")

    @property
    def fits(self) -> bool:
        return len(self._rows.texts) <= self._height

    @property
    def _height(self) -> int:
        return self._console.getheightwidth()[0] - 1

    @property
    def _width(self) -> int:
        return self._console.getheightwidth()[1]

    def _key(self) -> str:
        while (event := self._console.get_event()) is None:
            self._console.wait()
        return event.data if event.evt == "key" else ""

    def _show(self) -> bool:
        self._fit()
        height, width = self._height, self._width
        self._top = max(0, min(self._top, len(self._rows.texts) - height))
        shown = self._rows.texts[self._top : self._top + height]
        # Erased before it is written: behind a full row the cursor would still be on its last character.
        body = "\r\n".join(f"\x1b[K{self._marked(row)}" for row in shown)
        self._console.show(f"\x1b[H{body}\x1b[0m\r\n\x1b[J\x1b[{height + 1};1H\x1b[7m{self._status()[:width]}\x1b[0m")
        return True

    def _fit(self) -> None:
        """To another width: the line that was the first one is that again."""
        if self._rows.width == self._width:
            return
        line = self._rows.line_at(self._top)
        self._rows = Rows(self._lines, self._width)
        self._top = self._rows.starts[line]

    def _marked(self, line: str) -> str:
        return re.sub(re.escape(self._pattern), "\x1b[7m\\g<0>\x1b[27m", line, flags=re.IGNORECASE) if self._pattern else line

    def _status(self) -> str:
        rows = len(self._rows.texts)
        place = wording.place(first=self._top + 1, last=min(rows, self._top + self._height), total=rows)
        message, self._message = self._message, ""
        return message or wording.pager_status(title=self._title or wording.HELP_TITLE, where=place)

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

    def _move(self, rows: int) -> None:
        self._top += rows
        if rows:
            self._found = None

    def _moves(self) -> dict[str, int]:
        page, half, everything = self._height, self._height // 2, len(self._rows.texts)
        down = {" ": page, "f": page, "page down": page, "d": half, "j": 1, "\n": 1, "down": 1, "G": everything, "end": everything}
        up = {"b": page, "page up": page, "u": half, "k": 1, "up": 1, "g": everything, "home": everything}
        return down | {key: -rows for key, rows in up.items()}

    def _ask(self) -> str:
        text = ""
        while True:
            self._console.show(f"\x1b[{self._height + 1};1H\x1b[K/{text}\x1b[?25h")
            key = self._key()
            if key in ("\n", "\x03", "\x1b"):
                self._console.show("\x1b[?25l")
                return text if key == "\n" else ""
            text = text[:-1] if key == "backspace" else text + (key if len(key) == 1 and key.isprintable() else "")

    def _search(self, step: int) -> None:
        wanted = self._pattern.lower()
        if not wanted:
            return
        end = len(self._lines) if step > 0 else -1
        begin = self._rows.line_at(self._top) if self._found is None else self._found
        for at in range(begin + step, end, step):
            if wanted in self._lines[at].lower():
                self._found = at
                self._top = self._rows.starts[at]
                return
        self._message = wording.not_found(pattern=self._pattern)


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
