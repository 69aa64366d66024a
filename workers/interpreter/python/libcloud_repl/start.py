"""Start of a session: what has to happen once, after the snapshot is restored and before the first prompt."""

from __future__ import annotations

import os
import sys
from typing import Any

import __main__

from . import blocking, display, drawing, gallery, history, host, http, loops, output, packages, pager, tasks, threads
from .shell import Shell

__all__ = ["connect"]

#: Made before there is a page, so that a snapshot has it.
_shell = Shell(vars(__main__))


def connect(js_host: Any, entries: Any) -> Shell:
    """Connects Python to the page and returns the shell."""
    host.connect(js_host)
    host.keep_interrupts()
    os.environ["TERM"] = "xterm-256color"
    os.environ["COLORTERM"] = "truecolor"
    output.install()
    drawing.install()
    blocking.install(_shell.lines)
    history.install(_shell.prompt.editor)
    pager.install(_shell.prompt.console)
    loop = host.event_loop()
    tasks.install(loop)
    loops.install(loop)
    threads.install()
    http.install(host)
    sys.displayhook = display.DisplayHook(display.Options(show_picture=gallery.show))
    packages.connect()
    sys.ps1, sys.ps2 = ">>> ", "... "  # that they are there tells pdb and others that somebody sits in front of it
    sys.excepthook = sys.__excepthook__  # Pyodide's own hides nothing and knows no colours
    _name_libcloud(_shell.namespace)
    _shell.remember(entries.to_py())
    return _shell


def _name_libcloud(namespace: dict[str, Any]) -> None:
    """The names that every session begins with."""
    import libcloud
    from libcloud.compute.providers import get_driver
    from libcloud.compute.types import Provider

    namespace.update(libcloud=libcloud, get_driver=get_driver, Provider=Provider, table=display.table)
