"""Packages from an index: micropip resolves, and this package gives it its way out and says plainly what failed.

micropip itself is imported when it is needed. `micropip_layer` stands in for the part of it that would use the browser's own fetch,
which a cell does not have; so ``import micropip`` works for the user, too.
"""

from .installing import PYPI, install
from .installed import uninstall, versions
from .problems import PackageError
from .standing_in import connect

__all__ = ["PYPI", "PackageError", "connect", "install", "uninstall", "versions"]
