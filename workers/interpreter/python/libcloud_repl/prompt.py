"""The prompt: CPython's line editor as an asyncio task, so that other tasks go on while the user types."""

from __future__ import annotations

import codeop
import functools
import sys
import warnings
from typing import Any, Literal

from _pyrepl import readline
from _pyrepl.readline import ReadlineConfig

from . import history, host
from .console import PageConsole
from .drawing import settle_theme
from .editor import Editor
from .statements import is_whole, wants_more
from .tips import Tips

__all__ = ["Prompt"]

Outcome = Literal["statement", "interrupted", "end-of-input"]


class Prompt:
    """Reads statements; what it needs of the page it asks for when it reads."""

    def __init__(self, compiler: codeop.CommandCompiler, namespace: dict[str, Any]) -> None:
        self.console = PageConsole()
        self.editor = Editor(console=self.console, config=_config())
        self.editor.namespace = namespace
        self.editor.keep = history.keep
        self.editor.is_whole = functools.partial(is_whole, compiler)
        self._tips = Tips(self.editor)
        self._compiler = compiler
        self.in_command = False
        #: What the next statement begins with.
        self.begun = ""

    async def read(self) -> tuple[Outcome, str]:
        """Edits until a statement is entered: how that ended, and the statement."""
        editor = self.editor
        self._set_prompts()
        readline._wrapper.reader = editor
        try:
            editor.prepare()
            editor.insert(self.begun)
            self.begun = ""
            editor.refresh()
            await self._edit()
        except KeyboardInterrupt:
            editor.abandon()
            if not self.console.finished:  # it came as a signal, in the middle of a key that took long
                self.console.finish()
            self.console.show("KeyboardInterrupt\r\n")
            return "interrupted", ""
        except EOFError:
            return "end-of-input", ""
        finally:
            self._tips.clear()
            editor.restore()
            editor.paste_mode = False
        return "statement", editor.get_unicode()

    async def _edit(self) -> None:
        while True:
            if host.is_torn():
                self._draw_anew()
            elif self.console.ready():
                self._handle()
            else:
                self.console.emit(*self.editor.echo())
                self._tips.expect()
                await host.news()
                self._tips.wait()
            if self.editor.finished:
                return

    def _handle(self) -> None:
        """One event. The user's own code may run in it: a completer's, or the help's."""
        self.in_command = True
        try:
            with warnings.catch_warnings(action="ignore"):
                host.armed(self.editor.handle1, False)
        finally:
            self.in_command = False

    def _draw_anew(self) -> None:
        host.mend()
        self.console.start_over()
        self.editor.last_refresh_cache.invalidated = True
        self.editor.refresh()

    def _set_prompts(self) -> None:
        settle_theme()
        editor = self.editor
        editor.more_lines = functools.partial(wants_more, self._compiler)
        editor.ps1 = editor.ps2 = str(getattr(sys, "ps1", ">>> "))
        editor.ps3 = str(getattr(sys, "ps2", "... "))
        editor.ps4 = ""


def _config() -> ReadlineConfig:
    """What ``import readline`` changes. A completer that the user sets there comes before the editor's own."""
    config = readline._wrapper.config
    config.readline_completer = None
    return config
