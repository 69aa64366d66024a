"""Commands of the line editor that CPython's lacks, or that count code points there. Each is one small class."""

from __future__ import annotations

from typing import Any

from _pyrepl.commands import Command, EditCommand, MotionCommand
from _pyrepl.completing_reader import complete
from _pyrepl.readline import backspace_dedent

from .graphemes import cluster_end, cluster_start
from .pager import page
from .paste import cleaned
from .text import prompt as wording

__all__ = ["COMMANDS", "choose"]


class left(MotionCommand):
    def do(self) -> None:
        for _ in range(self.reader.get_arg()):
            self.reader.pos = cluster_start(self.reader.buffer, self.reader.pos)


class right(MotionCommand):
    def do(self) -> None:
        for _ in range(self.reader.get_arg()):
            self.reader.pos = cluster_end(self.reader.buffer, self.reader.pos)


class delete(EditCommand):
    """Ctrl-D and Delete. Ctrl-D in an empty line is the end of input."""

    def do(self) -> None:
        reader = self.reader
        if self.event[-1] == "\x04" and not reader.buffer:
            reader.update_screen()
            reader.console.finish()
            raise EOFError
        for _ in range(reader.get_arg()):
            del reader.buffer[reader.pos : cluster_end(reader.buffer, reader.pos)]
        reader.dirty = True


class backspace(backspace_dedent):
    def do(self) -> None:
        reader = self.reader
        start = cluster_start(reader.buffer, reader.pos)
        if reader.pos - start <= 1:
            return super().do()
        del reader.buffer[start : reader.pos]
        reader.pos = start
        reader.dirty = True


class undo(Command):
    def do(self) -> None:
        self.reader.undo()


class interrupt(Command):
    """Ctrl-C: what is being edited stays on the screen, and is dropped."""

    def do(self) -> None:
        reader = self.reader
        reader.pos = len(reader.buffer)
        reader.refresh()
        reader.console.finish()
        raise KeyboardInterrupt


class choose(complete):
    """An arrow in the menu of completions, which stays. Pressed once or often, it is undone at once."""

    def do(self) -> None:
        self.reader.choose(self.event[0])


class take_choice(Command):
    """Enter in that menu: it goes, and nothing runs."""

    def do(self) -> None:
        self.reader.dirty = True


class _WordCommand(EditCommand):
    """Rewrites from the cursor to the end of the word."""

    @staticmethod
    def change(text: str) -> str:
        raise NotImplementedError

    def do(self) -> None:
        reader = self.reader
        for _ in range(reader.get_arg()):
            end = reader.eow()
            reader.buffer[reader.pos : end] = self.change("".join(reader.buffer[reader.pos : end]))
            reader.pos = end
        reader.dirty = True


class upcase_word(_WordCommand):
    change = staticmethod(lambda text: _one_by_one(str.upper, text))


class downcase_word(_WordCommand):
    change = staticmethod(lambda text: _one_by_one(str.lower, text))


class capitalize_word(_WordCommand):
    @staticmethod
    def change(text: str) -> str:
        first = next((at for at, character in enumerate(text) if character.isalnum()), 0)
        return text[:first] + _one_by_one(str.upper, text[first : first + 1]) + _one_by_one(str.lower, text[first + 1 :])


class transpose_characters(EditCommand):
    """The character before the cursor changes places with the one behind it, or at the end with the one before."""

    def do(self) -> None:
        reader = self.reader
        if reader.pos == 0:
            return
        b, end = reader.buffer, cluster_end(reader.buffer, reader.pos)
        second = cluster_start(b, end)
        first = cluster_start(b, second)
        b[first:end] = b[second:end] + b[first:second]
        reader.pos = end
        reader.dirty = True


class transpose_words(EditCommand):
    """The word before the cursor changes places with the one behind it, or at the end with the one before."""

    def do(self) -> None:
        reader = self.reader
        end = reader.eow()
        second = reader.bow(end)
        first = reader.bow(second)
        first_end = reader.eow(first)
        if not first < first_end <= second < end:
            return
        b = reader.buffer
        b[first:end] = b[second:end] + b[first_end:second] + b[first:first_end]
        reader.pos = end
        reader.dirty = True


class paste(EditCommand):
    """Bracketed paste: text goes in as it is. A block whose end was pasted too runs, as if Enter had been pressed."""

    #: What has more lines is shown first, and waits for Enter.
    MAX_LINES = 50

    def do(self) -> None:
        reader = self.reader
        text = cleaned("".join(self.event), fresh=not "".join(reader.buffer).strip())
        at_end = reader.pos == len(reader.buffer)
        reader.insert(text)
        reader.last_refresh_cache.invalidated = True
        lines = text.count("\n")
        if not text.endswith("\n") or not at_end or reader.paste_mode:
            return
        if lines > self.MAX_LINES:
            reader.notice = wording.pasted(lines=lines)
        else:
            self._enter()

    def _enter(self) -> None:
        reader = self.reader
        del reader.buffer[-1]
        reader.pos -= 1
        if reader.is_whole(reader.get_unicode()):
            self.finish = True
        else:
            reader.commands["maybe-accept"](reader, "maybe-accept", ["\n"]).do()


class help(Command):
    """F1: the help system, and then the same line again."""

    def do(self) -> None:
        import pydoc

        reader = self.reader
        buffer, pos = reader.buffer[:], reader.pos
        reader.console.finish()
        with reader.suspend():
            pydoc.help()
        reader.buffer[:], reader.pos = buffer, pos
        reader.dirty = True


class show_history(Command):
    """F2: all that was entered, in the pager."""

    def do(self) -> None:
        page(self.reader.console, "\n".join(self.reader.history), wording.HISTORY_TITLE, at_end=True)


def _one_by_one(change: Any, text: str) -> str:
    """Keeps the length: of ß no SS."""
    return "".join(changed if len(changed := change(character)) == 1 else character for character in text)


def _named(*commands: type[Command]) -> dict[str, type[Command]]:
    return {command.__name__.replace("_", "-"): command for command in commands}


#: By the names under which keymaps know them.
COMMANDS = {
    **_named(left, right, delete, backspace, undo, upcase_word, downcase_word, capitalize_word, transpose_characters, transpose_words),
    **_named(choose, take_choice, paste, help, show_history),
    "backspace-dedent": backspace,
    "ctrl-c": interrupt,
    "interrupt": interrupt,
}
