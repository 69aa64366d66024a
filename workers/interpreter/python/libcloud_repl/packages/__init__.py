"""Packages from an index: micropip resolves, and this package gives it its way out and says plainly what failed.

micropip itself is imported when it is needed. `micropip_layer` stands in for the part of it that would use the browser's own fetch,
which a cell does not have; so ``import micropip`` works for the user, too. What an index does not have for Pyodide may be in Pyodide's
own lock, and is loaded from there; `on_demand` does so for a mere ``import``.
"""

from .installing import PYPI, install
from .installed import uninstall, versions
from .problems import PackageError
from .standing_in import connect

__all__ = ["PYPI", "PackageError", "connect", "install", "uninstall", "versions"]
