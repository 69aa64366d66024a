"""Make a zip of the standard library that holds .pyc files in place of .py files.

zipimport reads `name.pyc` beside where `name.py` would be. Nothing is compressed: the image is, as a whole, and
imports need not inflate.
"""

import io
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc
from importlib.util import source_hash

STDLIB = "/lib/python314.zip"
OLDEST_DATE = (1980, 1, 1, 0, 0, 0)


def compiled(name: str, source: bytes) -> bytes:
    """Compile a module to an unchecked-hash .pyc; a .pyc with a time would be judged stale in a zip."""
    code = compile(source, f"{STDLIB}/{name}", "exec", dont_inherit=True)
    return bytes(_code_to_hash_pyc(code, source_hash(source), checked=False))


def compile_stdlib() -> bytes:
    """Return the bytes of the new zip."""
    image = io.BytesIO()
    with zipfile.ZipFile(STDLIB) as old, zipfile.ZipFile(image, "w") as new:
        for name in sorted(old.namelist()):
            if name.endswith(".py"):
                new.writestr(zipfile.ZipInfo(name + "c", OLDEST_DATE), compiled(name, old.read(name)))
            else:
                new.writestr(zipfile.ZipInfo(name, OLDEST_DATE), old.read(name))
    return image.getvalue()
