# Hostile Python, which has the worker's JavaScript globals in its hands. Tries the ways out and prints how each ended.
import asyncio, json, time, js, pyodide_js
from pyodide.code import run_js
from pyodide.ffi import to_js, create_proxy
from pyodide.http import pyfetch, open_url
from libcloud_repl import host
target = "TARGET"
new = lambda name, *a: getattr(js, name).new(*a)
obj = lambda **k: to_js(k, dict_converter=js.Object.fromEntries)
async def socket(name, url):
    done = asyncio.get_running_loop().create_future()
    s = new(name, url)
    s.onopen = create_proxy(lambda e: done.set_result(1))
    s.onerror = create_proxy(lambda e: done.set_exception(OSError("refused")))
    await done
def xhr():
    x = new("XMLHttpRequest"); x.open("GET", target, False); x.send()
async def micropip_install():
    import micropip
    await micropip.install(target + "door-1.0-py3-none-any.whl")
def tcp():
    import socket  # Emscripten pretends to connect; what counts is whether a byte comes back
    s = socket.create_connection(("127.0.0.1", int(target.split(":")[2].strip("/"))), 2)
    s.sendall(b"GET / HTTP/1.0\r\n\r\n"); time.sleep(1)
    if not s.recv(1): raise OSError("nothing came")
def process():
    import subprocess; subprocess.run(["true"], check=True)
def files():
    import os
    if set(os.listdir("/")) - {"dev", "home", "lib", "lib64", "opt", "proc", "tmp", "usr", "etc", "root", "mnt"}: return 1
    raise OSError("its own files only")
doors = {
  "js.fetch": lambda: js.fetch(target),
  "js.fetch no-cors": lambda: js.fetch(target, obj(mode="no-cors")),
  "the prototype's fetch": lambda: js.Object.getPrototypeOf(js.self).constructor.prototype.fetch.call(js.self, target),
  "js.XMLHttpRequest": xhr, "js.WebSocket": lambda: socket("WebSocket", target.replace("http", "ws")),
  "js.EventSource": lambda: socket("EventSource", target), "js.importScripts": lambda: js.importScripts(target),
  "prototype's importScripts": lambda: js.WorkerGlobalScope.prototype.importScripts.call(js.self, target),
  "js.eval": lambda: js.eval("1"), "js.Function": lambda: js.Function.new("return 1"), "run_js": lambda: run_js("1"),
  "a function's constructor": lambda: js.fetch.constructor.new("return 1"),
  "an async function's constructor": lambda: js.WebAssembly.compile.constructor("return 1"),
  "pyfetch": lambda: pyfetch(target), "open_url": lambda: open_url(target), "micropip": micropip_install,
  "loadPackage": lambda: pyodide_js.loadPackage(target + "door.whl", obj(checkIntegrity=False)).then(lambda r: 1 / len(r)),
  "js.Worker": lambda: socket("Worker", target), "js.indexedDB": lambda: js.indexedDB.open("door"),
  "js.caches": lambda: js.caches.match("https://page.example/").then(lambda kept: kept.status), "js.navigator.storage": lambda: js.navigator.storage.getDirectory(),
  "js.parent": lambda: js.parent.document, "js.document": lambda: js.document.body,
  "js.localStorage": lambda: js.localStorage.length,
  "sockets": tcp, "subprocess": process, "the machine's files": files,
}
async def knock(open_door):
    try:
        r = open_door()
        if hasattr(r, "then") or asyncio.iscoroutine(r): r = await asyncio.wait_for(asyncio.ensure_future(r), 5)
        return "OPEN"
    except BaseException as e: return f"shut: {type(e).__name__}"
async def start(source):
    """A worker, the queue of what it says, and the first that it says, which is its doors' names."""
    # WebKit refuses the first in an opaque origin, as it does for the interpreter's own worker.
    blob = js.URL.createObjectURL(js.Blob.new(to_js([source]), obj(type="text/javascript")))
    for url in blob, "data:text/javascript," + js.encodeURIComponent(source):
        worker, heard = js.Worker.new(url), asyncio.Queue()
        worker.onmessage = create_proxy(lambda e: heard.put_nowait(json.loads(e.data)))
        worker.onerror = create_proxy(lambda e: heard.put_nowait(None))
        names = await asyncio.wait_for(heard.get(), 60)
        worker.onerror = None
        if names: return worker, heard, names
    raise OSError("no worker starts")
async def inside(source):
    """How each door ended. A worker can fall silent (in Firefox, at high load); then another goes on with the same door, which has to answer."""
    ends = []
    while True:
        worker, heard, names = await start(source.replace("COUNT", str(len(ends))))
        before = len(ends)
        try:
            while len(ends) < len(names): ends.append(await asyncio.wait_for(heard.get(), 15))
            return dict(zip(names, ends, strict=True))
        except TimeoutError:
            if len(ends) == before: raise
        finally: worker.terminate()
results = {f"Python: {name}": await knock(d) for name, d in doors.items()}
script = bytes.fromhex(input("JavaScript: ")).decode()
results |= {f"JavaScript: {name}": r for name, r in (await inside(script)).items()}
print("DOORS", len(results), "OPEN", [n for n, r in results.items() if not r.startswith("shut")], flush=True)
