"""Standard input: lines that the user types in the page, edited as at the prompt."""

from __future__ import annotations

import io
import re
import sys

from _pyrepl import readline

from . import host
from .drawing import line_width
from .editor import Editor
from .prompt import Prompt
from .text import limits
from .wrapping import wrapped

__all__ = ["ConsoleInput", "LineReader"]

#: Colours apart, what a prompt may have for its width to be known.
_PLAIN = re.compile(r"(?:\x1b\[[0-9;]*m|[^\x00-\x1f\x7f])*")


class LineReader:
    """Reads lines and secrets in the middle of a statement."""

    def __init__(self, prompt: Prompt) -> None:
        self._prompt = prompt
        self._console = prompt.console
        self._editor = Editor(console=prompt.console, config=prompt.editor.config)

    def read_line(self) -> str:
        """One line without its end. Raises EOFError on Ctrl-D, KeyboardInterrupt on Ctrl-C."""
        self._check()
        editor = self._editor
        editor.ps1 = editor.ps2 = editor.ps3 = _begun_line(self._console.getheightwidth()[1])
        editor.can_colorize = False
        before, readline._wrapper.reader = readline._wrapper.reader, editor
        with self._console.waiting():
            try:
                self._console.show("\r" if editor.ps1 else "")
                return editor.readline(startup_hook=readline._wrapper.startup_hook)
            except KeyboardInterrupt:
                editor.abandon()
                if not self._console.finished:
                    self._console.finish()
                raise
            finally:
                readline._wrapper.reader = before

    def read_secret(self, prompt: str = "Password: ", stream: io.TextIOBase | None = None, *, echo_char: str | None = None) -> str:
        """``getpass.getpass``: what is typed is neither shown nor kept."""
        print(prompt, end="", file=stream or sys.stderr, flush=True)
        self._check()
        typed: list[str] = []
        with self._console.waiting():
            try:
                while (key := self._key()) != "\n":
                    if key == "\x03":
                        raise KeyboardInterrupt
                    if key == "\x04" and not typed:
                        raise EOFError
                    self._show_secret(_edit_secret(typed, key), echo_char)
            finally:
                self._console.show("\r\n")
        return "".join(typed)

    def _check(self) -> None:
        _flush()
        if self._console.prepared and not self._prompt.in_command:
            raise RuntimeError(limits.PROMPT_IN_USE)

    def _key(self) -> str:
        while (event := self._console.get_event()) is None:
            self._console.wait()
        return event.data if event.evt in ("key", "self-insert") else ""

    def _show_secret(self, change: int, echo_char: str | None) -> None:
        if echo_char and change:
            self._console.show(echo_char * change if change > 0 else "\b \b" * -change)


def _edit_secret(typed: list[str], key: str) -> int:
    """How many characters longer it is."""
    before = len(typed)
    if key in ("backspace", "\x08"):
        del typed[-1:]
    elif key == "\x15":
        typed.clear()
    elif len(key) == 1 and key.isprintable():
        typed.append(key)
    return len(typed) - before


def _begun_line(columns: int) -> str:
    """What is in the cursor's row already, such as the prompt of ``input()``: it becomes the line's prompt."""
    line = host.unfinished_line().rpartition("\r")[2].expandtabs()
    if not _PLAIN.fullmatch(line):
        return ""
    *_, row = wrapped(line, columns)
    return row if line_width(row) < columns else ""  # what is typed behind a full row begins the next one


def _flush() -> None:
    sys.stdout.flush()
    sys.stderr.flush()


class ConsoleInput(io.TextIOBase):
    """``sys.stdin``. It has no file descriptor, so ``input()`` reads through it rather than from C's stdin."""

    name = "<stdin>"
    mode = "r"
    encoding = "utf-8"
    errors = "strict"

    def __init__(self, lines: LineReader) -> None:
        self._lines = lines
        self._rest = ""
        self.buffer = io.BufferedReader(_Bytes(self))

    def isatty(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        """Stays open: ``exit()`` closes standard input, and a declined exit shall not end reading."""

    def readline(self, size: int | None = -1, /) -> str:
        if not self._rest:
            try:
                self._rest = self._lines.read_line() + "\n"
            except EOFError:
                return ""
        end = len(self._rest) if size is None or size < 0 else size
        line, self._rest = self._rest[:end], self._rest[end:]
        return line

    def read(self, size: int | None = -1, /) -> str:
        if size is None or size < 0:
            return "".join(iter(self.readline, ""))
        text = ""
        while len(text) < size and (more := self.readline(size - len(text))):
            text += more
        return text


class _Bytes(io.RawIOBase):
    """What ``sys.stdin.buffer`` reads."""

    def __init__(self, text: ConsoleInput) -> None:
        self._text = text
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        self._rest = self._rest or self._text.readline().encode()
        count = min(len(buffer), len(self._rest))
        buffer[:count], self._rest = self._rest[:count], self._rest[count:]
        return count
