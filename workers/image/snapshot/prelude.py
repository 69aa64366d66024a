"""What an interpreter does before its memory is written to the image: import what the prompt needs.

Nothing here may keep a reference to a JavaScript object, since those are not in the memory; the builder refuses the
snapshot then. That is why micropip is left out: it binds JavaScript functions when it is imported.
"""

import codeop
import gc
import importlib
import importlib.util
import linecache
import os
import pkgutil
import re
import sys
import traceback

MODULES = """
ast asyncio atexit base64 bdb bisect builtins calendar cmd code codeop collections concurrent.futures contextlib copy
csv dataclasses datetime decimal difflib dis email email.message email.parser enum fractions functools getpass glob
hashlib heapq hmac html http http.client http.cookiejar http.cookies importlib.metadata importlib.resources inspect io
ipaddress itertools json keyword linecache locale logging math mimetypes operator os pathlib pdb pickle pkgutil
platform pprint queue random re reprlib rlcompleter secrets selectors shlex shutil signal socket ssl stat statistics
string struct subprocess sys tempfile textwrap threading time timeit tokenize traceback types typing unicodedata
urllib.error urllib.parse urllib.request uuid warnings weakref xml.dom.minidom xml.etree.ElementTree zipfile zlib
_pyrepl._module_completer _pyrepl.base_eventqueue _pyrepl.commands _pyrepl.completing_reader _pyrepl.console _pyrepl.historical_reader
_pyrepl.input _pyrepl.keymap _pyrepl.pager _pyrepl.reader _pyrepl.readline _pyrepl.terminfo _pyrepl.unix_console _pyrepl.utils
pyodide pyodide.code pyodide.console pyodide.ffi pyodide.webloop
certifi charset_normalizer idna requests urllib3
libcloud libcloud.security libcloud.pricing
libcloud.compute.base libcloud.compute.deployment libcloud.compute.providers libcloud.compute.ssh
libcloud.compute.types libcloud.container.base libcloud.container.providers libcloud.container.types
libcloud.dns.base libcloud.dns.providers libcloud.dns.types libcloud.loadbalancer.base
libcloud.loadbalancer.providers libcloud.loadbalancer.types libcloud.storage.base libcloud.storage.providers
libcloud.storage.types libcloud.backup.base libcloud.backup.providers libcloud.backup.types
""".split()

# The drivers that most lessons begin with: their modules are found through the registry that users call.
DRIVERS = {
    "libcloud.compute": ["DUMMY", "EC2"],
    "libcloud.container": ["DUMMY"],
    "libcloud.dns": ["DUMMY"],
    "libcloud.loadbalancer": ["DUMMY"],
    "libcloud.storage": ["DUMMY", "S3"],
}

OWN_PACKAGE = "libcloud_repl"


def import_drivers() -> None:
    """Load the modules of the drivers above."""
    for api, names in DRIVERS.items():
        registry = importlib.import_module(api + ".providers")
        provider = importlib.import_module(api + ".types").Provider
        for name in names:
            if hasattr(provider, name):
                registry.get_driver(getattr(provider, name))


def prepare_own_package() -> None:
    """Load the project's package: by its function `prepare()`, or else all its modules."""
    if importlib.util.find_spec(OWN_PACKAGE) is None:
        return
    package = importlib.import_module(OWN_PACKAGE)
    if hasattr(package, "prepare"):
        package.prepare()
        return
    for module in pkgutil.walk_packages(package.__path__, OWN_PACKAGE + "."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def forget() -> None:
    """Drop what only this run knows: caches, and this process's surroundings."""
    re.purge()
    linecache.clearcache()
    sys._clear_internal_caches()
    # Pyodide puts the current folder in front whenever it starts, from a snapshot too.
    sys.path[:] = [entry for entry in sys.path if entry]
    for folder in set(sys.path_importer_cache) - set(sys.path):
        if not folder.startswith(tuple(sys.path)):
            del sys.path_importer_cache[folder]
    for name in ["PYTHONHASHSEED", "_"]:
        os.environ.pop(name, None)


SOURCE = """def shout(word):
    return f"{word.uppercase()}!"

shout('hello')
"""


def warm_up() -> None:
    """Go once where every session goes: an error, a table, completion, a request.

    Much of Python is made ready when it is first needed, regular expressions above all; here it is ready for everybody. What is
    made on the way is thrown away, but for the caches.
    """
    import requests
    from _pyrepl.utils import gen_colors
    from libcloud_repl.completion import complete
    from libcloud_repl.signature import describe_call

    name = "<warm-up>"
    linecache.cache[name] = (len(SOURCE), None, SOURCE.splitlines(keepends=True), name)
    for source in [SOURCE, "undefined_name", "1 +", "[1, 2][3]"]:
        try:
            exec(compile(source, name, "exec"), {})
        except Exception as error:
            "".join(traceback.TracebackException.from_exception(error, compact=True).format(colorize=True))
        list(gen_colors(source))
    edit("print('hello')")
    namespace = {"requests": requests}
    complete("requests.get", 12, namespace)
    describe_call("requests.get(", 13, namespace, 80)
    requests.Session().prepare_request(requests.Request("GET", "http://example.org/?a=b"))
    linecache.clearcache()


def edit(text: str) -> None:
    """Type it, with nobody there to see it."""
    from libcloud_repl.console import PageConsole
    from libcloud_repl.prompt import Prompt

    class Unseen(PageConsole):
        def getheightwidth(self) -> tuple[int, int]:
            return 24, 80

        def restore(self) -> None:
            self.flushoutput()

    prompt = Prompt(codeop.CommandCompiler(), {})
    prompt.editor.console = prompt.console = console = Unseen()
    prompt.editor.more_lines = lambda text: False
    prompt.editor.keep = None
    prompt.editor.prepare()
    prompt.editor.refresh()
    console._typed = text + "\r"
    while not prompt.editor.finished:
        prompt.editor.handle1(False)
    prompt.editor.restore()


def prelude() -> None:
    """Import everything, then leave as little garbage as possible."""
    for name in MODULES:
        importlib.import_module(name)
    import_drivers()
    prepare_own_package()
    forget()
    if importlib.util.find_spec(OWN_PACKAGE) is not None:
        warm_up()
    gc.collect()
