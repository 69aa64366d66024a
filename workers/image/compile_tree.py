"""Compile packages in site-packages so that no import ever compiles again."""

import os
import py_compile


def compile_tree(top: str, but: str = "") -> None:
    """Write unchecked-hash .pyc files for all modules below `top`, leaving out those below `but`.

    Files get new modification times whenever they are put into the memory file system; only a .pyc that does not
    depend on them stays valid.

    Raises:
        py_compile.PyCompileError: a module is no valid Python.
    """
    for folder, _, names in sorted(os.walk(top)):
        if but and (folder == but or folder.startswith(but + "/")):
            continue
        for name in sorted(names):
            if name.endswith(".py"):
                py_compile.compile(
                    os.path.join(folder, name),
                    doraise=True,
                    invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
                )
