"""Standard input: lines that the user types in the page, asked for one by one."""

from __future__ import annotations

import io
import sys

from . import host
from .errors import HostError

__all__ = ["ConsoleInput", "read_secret"]


def _read_line(echo: bool) -> str:
    """One line without its end. Raises EOFError on Ctrl-D, KeyboardInterrupt on Ctrl-C."""
    sys.stdout.flush()
    sys.stderr.flush()
    try:
        answer, _ = host.ask("input.line", {"echo": echo})
    except HostError as error:
        if error.code == "end-of-input":
            raise EOFError from None
        raise
    return answer["line"]


class ConsoleInput(io.TextIOBase):
    """``sys.stdin``. It has no file descriptor, so ``input()`` reads through it rather than from C's stdin."""

    name = "<stdin>"
    mode = "r"
    encoding = "utf-8"
    errors = "strict"

    def __init__(self) -> None:
        self._rest = ""

    def isatty(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        """Stays open: ``exit()`` closes standard input, and a declined exit shall not end reading."""

    def readline(self, size: int | None = -1, /) -> str:
        if not self._rest:
            try:
                self._rest = _read_line(echo=True) + "\n"
            except EOFError:
                return ""
        end = len(self._rest) if size is None or size < 0 else size
        line, self._rest = self._rest[:end], self._rest[end:]
        return line

    def read(self, size: int | None = -1, /) -> str:
        if size is not None and size >= 0:
            return self.readline(size) if size else ""
        return "".join(iter(self.readline, ""))


def read_secret(prompt: str = "Password: ", stream: io.TextIOBase | None = None, *, echo_char: str | None = None) -> str:
    """``getpass.getpass``: what is typed is neither shown nor kept."""
    print(prompt, end="", file=stream or sys.stderr, flush=True)
    return _read_line(echo=False)
