"""Start of a session: what has to happen once, after the snapshot is restored and before the first prompt."""

from __future__ import annotations

import os
import sys
from typing import Any

from . import blocking, host, http
from .shell import Shell

__all__ = ["connect"]


def connect(js_host: Any) -> Shell:
    """Connects Python to the page and returns the shell."""
    host.connect(js_host)
    os.environ["TERM"] = "xterm-256color"
    os.environ["COLORTERM"] = "truecolor"
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True, errors="backslashreplace")
    blocking.install()
    http.install(host)
    sys.excepthook = sys.__excepthook__  # Pyodide's own hides nothing and knows no colours
    return Shell(_namespace())


def _namespace() -> dict[str, Any]:
    """``__main__``, with the names that every session begins with."""
    import __main__
    import libcloud
    from libcloud.compute.providers import get_driver
    from libcloud.compute.types import Provider

    vars(__main__).update(libcloud=libcloud, get_driver=get_driver, Provider=Provider)
    return vars(__main__)
