"""What Python cannot do in a browser: wait everywhere, start threads and processes. Clauses, as CPython writes its errors."""

from __future__ import annotations

NO_WAITING = (
    "this browser gives the page neither shared memory nor stack switching, so Python cannot wait here; "
    "open the page in a current Chromium, Firefox or Safari, or from a host that sends COOP and COEP headers"
)
NOT_IN_CALLBACK = "Python cannot wait inside a callback of JavaScript; call this from a statement or a task"
LOOP_IN_USE = "a task of the event loop that is running cannot be waited for from synchronous code here; await it"
PROMPT_IN_USE = "the prompt is being edited, so a background task cannot read what is typed"
NO_THREADS = (
    "threads cannot start here: Python runs in one thread of the browser. Use asyncio (await works at the prompt), "
    "or call the functions one after the other"
)
NO_PROCESSES = "processes cannot start here: Python runs in the browser. Use asyncio, or call the functions one after the other"


def sentence(clause: str) -> str:
    """As a sentence of its own."""
    return f"{clause[:1].upper()}{clause[1:]}."
