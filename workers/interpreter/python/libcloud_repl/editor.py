"""CPython's line editor with what it lacks: undo, whole characters, pastes that are understood, a history of its own rules."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from _pyrepl.commands import Command
from _pyrepl.completing_reader import complete as complete_by_tab
from _pyrepl.reader import Reader
from _pyrepl.readline import ReadlineAlikeReader

from .commands import COMMANDS, choose
from .completion import complete
from .console import PageConsole
from .drawing import colour_at_end
from .menu import Menu
from .percent import complete as complete_command

__all__ = ["Editor"]

_KEYS = (
    (r"\x1f", "undo"),
    (r"\C-x\C-u", "undo"),
    (r"\x1a", "undo"),
)
_MAX_UNDO = 1000
#: That are measured once: `sys.ps1` may be another for each statement.
_MAX_PROMPTS = 8


class Editor(ReadlineAlikeReader):
    """Edits a statement, or with `more_lines` None one line.

    Attributes:
        keep: called with each entry that is new in the history.
        is_whole: whether pasted text is all there, and can run.
        notice: stands in for the prompt until the next key.
        namespace: what Tab completes from; None: nothing, or what the user's own completer says.
    """

    console: PageConsole
    process_prompt = staticmethod(functools.lru_cache(_MAX_PROMPTS)(Reader.process_prompt))
    keep: Callable[[str], None] | None = None
    is_whole: Callable[[str], bool] = staticmethod(lambda text: True)
    notice: str = ""
    namespace: dict[str, Any] | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        self.commands |= COMMANDS
        self.can_colorize = True
        self._undo: list[tuple[list[str], int]] = []
        self._typing = False
        self._choices: list[str] = []
        #: Where what Tab completes begins.
        self._start = 0
        self._menu: Menu | None = None

    def collect_keymap(self) -> tuple[tuple[str, str], ...]:
        return super().collect_keymap() + _KEYS

    def prepare(self) -> None:
        self._undo.clear()
        super().prepare()

    def run_hooks(self) -> None:
        """None of CPython's: they are for threads and for Tk."""

    def error(self, msg: str = "none") -> None:
        """None is said, as in CPython, but that a search finds nothing."""
        if self.isearch_direction:
            Reader.error(self, msg)

    def get_prompt(self, lineno: int, cursor_on_line: bool) -> str:
        return self.notice if self.notice and cursor_on_line else super().get_prompt(lineno, cursor_on_line)

    def refresh(self) -> None:
        if self.console.has_more_text():
            self.dirty = True
            self.last_refresh_cache.invalidated = True  # it tells what has changed by one edit at most
        else:
            super().refresh()

    def setpos_from_xy(self, x: int, y: int) -> None:
        """CPython's stops short behind characters without a column of their own."""
        rows, (column, widths) = self.screeninfo[:y], self.screeninfo[y]
        self.pos = sum(len(row) + self._between(indent, row) for indent, row in rows)
        for width in widths:
            if width and column >= x:
                break
            column += width
            self.pos += 1

    def _between(self, indent: int, widths: list[int]) -> int:
        """What the text has more than the row: a line end, or not even the sign that the row goes on."""
        return -1 if indent + sum(widths) >= self.console.width else 1

    # Completion

    def get_stem(self) -> str:
        stem = self._find_stem()
        self._start = self.pos - len(stem)
        return stem

    def _find_stem(self) -> str:
        if not self._completes():
            return super().get_stem()
        text, namespace = self.get_unicode(), self.namespace or {}
        completions = complete_command(text, self.pos, namespace) or complete(text, self.pos, namespace)
        stem = self.get_unicode()[completions.start : self.pos]
        # What the editor does is to add what is missing, so names that differ in what is there already are none for it.
        self._choices = [item.text for item in completions.items if item.text.startswith(stem)]
        return stem

    def get_completions(self, stem: str) -> list[str]:
        return self._choices if self._completes() else super().get_completions(stem)

    def _completes(self) -> bool:
        """Not where Tab indents, nor for ``input()``, nor where the user has a completer of their own."""
        line = "".join(self.buffer[: self.pos]).rpartition("\n")[2]
        return self.namespace is not None and self.more_lines is not None and bool(line.strip()) and self.config.readline_completer is None

    # The menu of completions

    def after_command(self, cmd: Command) -> None:
        super().after_command(cmd)
        if not self.cmpltn_menu_visible:
            self.dirty |= self._menu is not None  # it has to go from the screen, too
            self._menu = None
        elif not isinstance(cmd, choose):
            typed = "".join(self.buffer[self._start : self.pos])
            self._menu = Menu([choice for choice in self.cmpltn_menu_choices if choice.startswith(typed)])

    def calc_screen(self) -> list[str]:
        if self._menu is not None and self.cmpltn_menu_visible:
            room = self.console.height - self.buffer.count("\n") - 2
            self.cmpltn_menu = self._menu.lines(self.console.width, room)
        return super().calc_screen()

    def choose(self, key: str) -> None:
        """Another completion, which takes the place of what is there of one."""
        if self._menu is None:
            return
        del self.buffer[self._start : self.pos]
        self.pos = self._start
        self.insert(self._menu.move(key, self.console.width))
        self.last_refresh_cache.invalidated = True

    def _in_menu(self, cmd: tuple[Any, Any]) -> tuple[Any, Any]:
        """What a key means below a menu: Down, or Tab once more, goes into it. Then arrows choose, Enter takes the choice, Ctrl-G none."""
        if self._menu is None:
            return cmd
        name = cmd[0]
        if name == "down" or (name == "complete" and self.last_command in (complete_by_tab, choose)):
            return "choose", [name]
        if self._menu.chosen is None:
            return cmd
        if name in ("up", "left", "right"):
            return "choose", [name]
        return {"accept": "take-choice", "maybe-accept": "take-choice", "cancel": "undo"}.get(name, name), cmd[1]

    # Typing

    def handle1(self, block: bool = True) -> bool:
        """One event; text that was typed at once, ahead of the prompt for one, goes in at once."""
        text = self.console.take_text() if self._takes_text() else ""
        if not text:
            return super().handle1(block)
        self.last_refresh_cache.invalidated |= len(text) > 1  # it tells what has changed by one character at most
        self.do_cmd(("self-insert", text))
        return True

    def _takes_text(self) -> bool:
        """Not within a search, a key of several parts, a number for the next command, or F3's mode, which count keys."""
        whole = not self.input_trans.stack and self.input_trans.empty()
        return whole and not self.input_trans_stack and self.arg is None and not self.paste_mode and not self.msg

    def echo(self) -> tuple[int, str]:
        """The columns behind the cursor in which text that is typed next will stand as it is, and its colour there."""
        if self.pos < len(self.buffer) or self.cmpltn_menu_visible or self.notice or not self._takes_text():
            return 0, ""
        return max(0, self.console.width - 1 - self.console.posxy[0]), colour_at_end(self.console.screen[-1])

    # Undo

    def do_cmd(self, cmd: tuple[Any, Any]) -> None:
        before = self.buffer[:], self.pos, self.historyi
        chosen = self._menu is not None and self._menu.chosen is not None
        cmd = self._in_menu(cmd)
        if self.notice:
            self.notice, self.last_refresh_cache.invalidated, self.dirty = "", True, True
        super().do_cmd(cmd)
        if cmd[0] == "undo" or self.buffer == before[0] or (cmd[0] == "choose" and chosen):
            return
        if self.historyi != before[2]:
            self._undo.clear()
            return
        self._keep_for_undo(before[0], before[1], "".join(cmd[1]) if cmd[0] == "self-insert" else "")

    def _keep_for_undo(self, buffer: list[str], pos: int, text: str) -> None:
        """What was typed in one go is undone in one go, word by word, however much of it came at once."""
        for at, character in enumerate(text or "\0"):
            typing = character.isalnum()
            if not (typing and self._typing and self._undo):
                self._undo.append((buffer[:pos] + list(text[:at]) + buffer[pos:], pos + at))
            self._typing = typing
        del self._undo[:-_MAX_UNDO]

    def undo(self) -> None:
        if self._undo:
            self.buffer, self.pos = self._undo.pop()
            self.dirty = True
            self.last_refresh_cache.invalidated = True

    # History

    def finish(self) -> None:
        Reader.finish(self)
        self.remember(self.get_unicode().rstrip())

    def remember(self, entry: str) -> None:
        """Keeps what was entered once, at the end; nothing that begins with a space."""
        if not entry or entry[0].isspace():
            return
        if entry in self.history:
            self.history.remove(entry)
        self.history.append(entry)
        if self.keep is not None:
            self.keep(entry)

    def forget(self, entry: str) -> None:
        if entry in self.history:
            self.history.remove(entry)

    def abandon(self) -> None:
        """After Ctrl-C: no search, no menu, no prefix argument is left over."""
        self.cmpltn_reset()
        while self.input_trans_stack:
            self.pop_input_trans()
        self.isearch_direction = ""
        self.paste_mode = False
        self.arg = None
