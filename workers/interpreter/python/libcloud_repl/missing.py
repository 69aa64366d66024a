"""What to do about a module that is not there."""

from __future__ import annotations

import re
import sys

from .packages import locked
from .text import limits
from .text import packages as wording

__all__ = ["hint"]


def hint(error: BaseException) -> str | None:
    """A sentence about a failed import, or None: a part of something that is there is a matter of spelling."""
    if type(error) is not ModuleNotFoundError or not isinstance(error.name, str):
        return None
    if error.name == "_multiprocessing":
        return limits.sentence(limits.NO_PROCESSES)
    top = error.name.partition(".")[0]
    if top in sys.modules or top in sys.stdlib_module_names or re.fullmatch(r"[A-Za-z_]\w*", top) is None:
        return None
    if locked.read().providing(top) is None:
        return wording.pip_may_bring(module=top)
    # `packages.on_demand` has said why it did not come; it does not even try where a library asks.
    return wording.import_fetches(module=top) if str(error) == f"No module named {error.name!r}" else None
