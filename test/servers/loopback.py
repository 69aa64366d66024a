"""What every Python test server does: announce its port, and end with its parent."""

from __future__ import annotations

import os
import sys
import threading


def announce(host: str, port: int) -> None:
    """Tell the parent where the server listens, as the one line that it waits for."""
    print(f"listening {host} {port}", flush=True)


def exit_with_parent() -> None:
    """End this process when standard input closes.

    A parent that is killed outright runs no clean-up, but the kernel closes its end of the pipe.
    """
    threading.Thread(target=_wait_for_end_of_input, daemon=True).start()


def _wait_for_end_of_input() -> None:
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)
