"""Commands of the shell: lines that begin with ``%``. They are no Python, and no statement of Python begins so.

`lines` finds them in what was entered, `registry` has them all by name, and each of the other modules is about one subject. What
they need of the shell is a `Context`, so none of them knows of the page.
"""

from .completion import complete
from .context import CommandError, Context, Durations, Restart
from .lines import split
from .registry import run

__all__ = ["CommandError", "Context", "Durations", "Restart", "complete", "run", "split"]
