"""``_pyrepl``'s console on the page's terminal: CPython draws, and the page is where keys come from and drawings go."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from os.path import commonprefix

from _pyrepl import terminfo
from _pyrepl.console import Console, Event
from _pyrepl.unix_console import UnixConsole

from . import host
from .drawing import is_plain, line_width
from .keys import PASTE_BEGIN, PASTE_END, first_key

__all__ = ["PageConsole"]

_TERM = "xterm-256color"
#: What a row ends with that goes on in the next one. It is dim, which tells whoever copies that nobody wrote it.
_CONTINUED = "\\"
_SIGN = f"\x1b[2m{_CONTINUED}\x1b[22m"
_RESET = "\x1b[0m"
#: As much text as is taken at once.
_MAX_TEXT = 1000
_CAPABILITIES = (
    "bel civis clear cnorm cub cub1 cud cud1 cuf cuf1 cup cuu cuu1 dch dch1 el hpa ich ich1 ind pad ri rmkx smkx"
).split()


class EventQueue:
    """The part of ``_pyrepl``'s event queue that is not about bytes."""

    def __init__(self) -> None:
        self._events: deque[Event] = deque()

    def insert(self, event: Event) -> None:
        self._events.append(event)

    def get(self) -> Event | None:
        return self._events.popleft() if self._events else None

    def empty(self) -> bool:
        return not self._events


class PageConsole(UnixConsole):
    """Nothing here touches the page before `prepare` is called, so the console can be part of a snapshot.

    Attributes:
        blocking: events are waited for, as ``input()`` needs it. Otherwise whoever drives the reader awaits them.
        whole_pastes: a paste is one event; otherwise its lines are typed one after the other.
        prepared: a reader draws here.
        finished: its last drawing is complete, and the cursor below it.
    """

    def __init__(self) -> None:
        # UnixConsole's own would ask the operating system for a terminal.
        Console.__init__(self, 0, 1, _TERM, "utf-8")
        self.term = _TERM
        self.is_apple_terminal = False
        self.terminfo = terminfo.TermInfo(_TERM)
        for name in _CAPABILITIES:
            setattr(self, f"_{name}", self.terminfo.get(name))
        self._UnixConsole__setup_movement()
        self._UnixConsole__buffer: list[tuple[str | bytes, int]] = []
        self.event_queue = EventQueue()
        self.cursor_visible = 1
        self.blocking = False
        self.whole_pastes = True
        self.prepared = False
        self.finished = False
        self._typed = ""
        self._pasting = False
        self._drawn: list[str] = []
        self._answers = False
        self._reset()

    # Life

    def prepare(self) -> None:
        """Draws from the first column of the cursor's row on."""
        self.prepared = True
        self.finished = False
        self._reset()
        self.height, self.width = self.getheightwidth()
        self._drawn.append("\x1b[?2004h")  # a program may have turned bracketed paste off

    def finish(self) -> None:
        super().finish()
        self.finished = True

    def restore(self) -> None:
        """What is drawn stays, and what was typed but not read goes back."""
        self.prepared = False
        self.emit()
        self._leave()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """While the block runs, events are waited for. It may be within a command of a reader that awaits them."""
        before = self.blocking, self.whole_pastes
        self.blocking, self.whole_pastes = True, False
        try:
            yield
        finally:
            self.blocking, self.whole_pastes = before
            self.emit()
            if not self.prepared:
                self._leave()

    def _leave(self) -> None:
        host.leave_screen()
        self._give_back()

    def _give_back(self) -> None:
        """Somebody else may read what was typed and is not read yet."""
        host.put_back(self._typed)
        self._typed = ""

    def _reset(self) -> None:
        self._UnixConsole__buffer.clear()
        self._UnixConsole__gone_tall = 0
        self._UnixConsole__offset = 0
        self._UnixConsole__move = self._UnixConsole__move_short
        self.event_queue = EventQueue()
        self.screen = [""]  # were it empty, the first drawing would go up a row first, and down again: wrong in the top one
        self.posxy = 0, 0

    # Events

    def ready(self) -> bool:
        """Whether there is an event, or a key that will make one."""
        self._typed = self._typed or host.take_keys()
        return bool(self._typed) or not self.event_queue.empty()

    def has_more_text(self) -> bool:
        """Whether a character follows at once that goes into the text, so that a drawing now would be for nobody to see."""
        return self.event_queue.empty() and self._typed[:1].isprintable() and bool(self._typed)

    def take_text(self) -> str:
        """The text that was typed at once and comes next, up to the next key that is none."""
        if self._pasting or not self.event_queue.empty() or not self.ready():
            return ""
        end = next((at for at, character in enumerate(self._typed[:_MAX_TEXT]) if not character.isprintable()), _MAX_TEXT)
        text, self._typed = self._typed[:end], self._typed[end:]
        self._answers = True
        return text

    def wait(self, timeout: float | None = None) -> bool:
        if not self.blocking:
            return self.ready()
        while not self.ready():
            self.emit()
            host.wait_for_keys()
            if self.getheightwidth() != (self.height, self.width):
                self.redraw_for_size()
        return True

    def get_event(self, block: bool = True) -> Event | None:
        while self.event_queue.empty() and self.ready():
            self._type()
        return self.event_queue.get()

    def _type(self) -> None:
        """Makes events of the first key."""
        self._answers = True
        if self._typed.startswith(PASTE_BEGIN) and self.whole_pastes:
            return self._paste()
        key = first_key(self._typed)
        sent, self._typed = self._typed[: key.length], self._typed[key.length :]
        if sent in (PASTE_BEGIN, PASTE_END):
            self._pasting = sent == PASTE_BEGIN
        elif self._pasting and sent not in "\r\n":
            self.event_queue.insert(Event("self-insert", sent))  # a tab in a paste is no wish for completion
        else:
            for event in key.events:
                self.event_queue.insert(Event("key", event))

    def _paste(self) -> None:
        text, _, self._typed = self._typed[len(PASTE_BEGIN) :].partition(PASTE_END)
        self._pasting = False
        self.event_queue.insert(Event("paste", text))

    def getpending(self) -> Event:
        """For commands that take all that is there (F3's paste mode): up to the next key that is no text."""
        pending = Event("key", "")
        while (event := self.event_queue.get()) is not None:
            pending.data += event.data
        return pending

    def forgetinput(self) -> None:
        """Keeps what was typed ahead, which the end of a search would drop."""

    def push_char(self, char: int | bytes) -> None:
        raise NotImplementedError("keys come from the page")

    # Drawing

    def getheightwidth(self) -> tuple[int, int]:
        columns, rows = host.terminal_size()
        return rows, columns

    def flushoutput(self) -> None:
        buffer = self._UnixConsole__buffer
        if not buffer:
            return
        self._drawn += (text.decode("latin-1") if code else text for text, code in buffer)
        buffer.clear()

    def _UnixConsole__write_changed_line(self, y: int, oldline: str, newline: str, px_coord: int) -> None:
        """From the first character on that has changed: what is drawn goes to the page as one, so there is nothing to gain by less."""
        width, plain = line_width(newline), is_plain(newline)
        continued = width == self.width and newline.endswith(_CONTINUED)
        # Of what is not plain a terminal has its own view: that is drawn as a whole, from the first column on.
        same = _common_start(oldline, newline[:-1] if continued else newline) if plain and is_plain(oldline) else 0
        self._UnixConsole__move(line_width(newline[:same]), y)
        if line_width(oldline) > width:
            self._UnixConsole__write_code(self._el)
        self._UnixConsole__write(newline[same:-1] + _SIGN if continued else newline[same:])
        self.posxy = width, y
        if width >= self.width or not plain:
            self.move_cursor(0, y)  # from the last column a terminal goes on in its own ways, too

    def emit(self, room: int = 0, colour: str = "") -> None:
        """Shows what was drawn since the last time, at once, so that nothing flickers. A key is answered even where nothing was.

        What ``room`` and ``colour`` are is said in `host.draw`.
        """
        self.flushoutput()
        if self._drawn or self._answers:
            host.draw("".join(self._drawn), self.posxy[1] - self._UnixConsole__offset, room, colour)
            self._drawn.clear()
            self._answers = False

    def show(self, text: str) -> None:
        """Draws as it is, without keeping track: for whoever has the screen to itself."""
        self._drawn.append(text)
        self.emit()

    def start_over(self) -> None:
        """The drawing is gone from the screen: the next one begins in the cursor's row."""
        events = self.event_queue
        self._reset()
        self.event_queue = events
        self.height, self.width = self.getheightwidth()

    def redraw_for_size(self) -> None:
        """Another size while a key is waited for: the terminal has wrapped its rows anew already."""
        rows = self.posxy[1] - self._UnixConsole__offset
        self._drawn.append("\r" + (f"\x1b[{rows}A" if rows else "") + "\x1b[J")
        self.start_over()
        self.event_queue.insert(Event("resize", ""))

    @property
    def input_hook(self) -> None:
        return None


def _common_start(one: str, other: str) -> int:
    """How many characters are the same at the beginning, up to where no colour is on, since none is kept from one drawing to the next."""
    at = len(one) if other.startswith(one) else len(commonprefix((one, other)))
    while (escape := one.rfind("\x1b", 0, at)) >= 0 and not one.startswith(_RESET, escape, at):
        at = escape
    return at
