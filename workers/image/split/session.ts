/** A session as most are, with nobody in front of the page. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { PyCallable, PyProxy } from "pyodide/ffi";
import type { Interpreter } from "../runtime.ts";
import { STDLIB } from "../site/stage.ts";

/** Typed one after the other. Asks of the page are refused. */
const STATEMENTS = [
  "get_driver('ec2')('key', 'secret')",
  "driver = get_driver(Provider.DUMMY)('creds')",
  "driver.list_nodes()",
  "table(driver.list_nodes())",
  "[node.name for node in driver.list_nodes() if node.state == 'running']",
  "{size.id: round(size.price * 1.19, 2) for size in driver.list_sizes()}",
  "print(*sorted(driver.list_locations(), key=lambda location: location.name), sep='\\n', end='\\n\\n')",
  "node = driver.create_node(name='web', image=driver.list_images()[0], size=driver.list_sizes()[0])",
  "driver.reboot_node(node), driver.destroy_node(node)",
  "1 / 0",
  "undefined",
  "def f(:",
  "import libcloud, json, re, os, sys, datetime, base64, hashlib, random, time",
  "json.loads(json.dumps({'a': [1, 2.5, None, True], 'b': {'c': 'ü'}}, indent=2))",
  "re.sub(r'(\\w+)@(\\w+)', r'\\2 \\1', 'user@host'), '%5.2f|%-8s|%d' % (3.14159, 'left', 42)",
  "f'{datetime.datetime(2026, 1, 31):%Y-%m-%d} {2 ** 100:,} {255:#x} {1e-7!r}'",
  "hashlib.sha256(b'abc').hexdigest(), hashlib.md5(b'abc').hexdigest(), base64.b64encode(os.urandom(9))",
  "class Point: x: int = 1\r",
  "Point().x, isinstance(Point(), Point), repr(Point)[:5], Point.__name__.upper().split('I')",
  "sum(i * i for i in range(1000)), max([3, 1, 2]), 2 ** 70 / 3, list(zip('ab', range(2))), set('aab') | {1} - {2}, divmod(-7, 3)",
  "open('notes.txt', 'w').write('one\\ntwo\\n'), [line.strip() for line in open('notes.txt')], os.listdir('.')",
  "import requests, tomllib, configparser, cmath",
  "requests.get('http://example.org/?a=b')",
  "driver.list_nodes?",
  "help(len)",
  "await asyncio.sleep(0)",
  "import asyncio",
  "await asyncio.gather(*[asyncio.sleep(0) for _ in range(3)])",
  "time.sleep(0.01)",
  "%help",
  "random.choice(['a']), sorted('hello', reverse=True), ' '.join(map(str, range(5))), b'abc'.decode(), 'ä'.encode()",
];

/** Typed when the library's files are gone, as where they never came. */
const WITHOUT_FILES = ["import sqlite3", "1 / 0"];

interface Shell {
  readonly read: PyCallable;
  readonly run: PyCallable;
}

export async function liveThrough(python: Interpreter): Promise<void> {
  const [keyboard, screen, turns] = [new Keyboard(), new Screen(), new Turns()];
  python.setStdout({ isatty: true, write: ({ length }) => length });
  python.setStderr({ isatty: true, write: ({ length }) => length });
  python.pyimport("libcloud_repl.awaken").awaken();
  const shell: Shell = python.pyimport("libcloud_repl.start").connect(hostWith(keyboard, screen, turns), []);
  const run = async (statement: string): Promise<void> => {
    const reading: Promise<PyProxy> = shell.read();
    screen.torn = true;
    for (const key of statement) {
      keyboard.type(key);
      await turns.rest();
    }
    keyboard.type("\r");
    await turns.rest();
    const outcome = await reading;
    const [, source]: unknown[] = outcome.toJs();
    outcome.destroy();
    const running: Promise<unknown> = shell.run(source);
    await turns.rest();
    await running;
  };
  for (const statement of STATEMENTS) await run(statement);
  python.runPython("object()");
  collectGarbage();
  await turns.rest(); // in which Pyodide hears that nobody has that object any more; without us it might, or might not
  python.FS.unlink(STDLIB);
  python.runPython("import sys, zipimport; zipimport._zip_directory_cache.clear(); sys.path_importer_cache.clear()");
  for (const statement of WITHOUT_FILES) await run(statement);
}

/** As `workers/interpreter/turns.ts` is to Python, but for the time: who waits for later is next when nobody else is, so that all sessions are the same. */
class Turns {
  readonly #due: { readonly callback: () => void; readonly delay: number }[] = [];

  schedule(callback: () => void, delay: number): void {
    this.#due.push({ callback, delay });
    this.#due.sort((one, other) => one.delay - other.delay);
  }

  /** Until there is nothing to do. */
  async rest(): Promise<void> {
    for (let idle = 0; idle < 2; ) {
      await new Promise((resolve) => setImmediate(resolve)); // behind all that promises have to do
      const next = this.#due.shift();
      idle = next === undefined ? idle + 1 : 0;
      next?.callback();
    }
  }
}

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  collect();
}

/** As `workers/interpreter/keyboard.ts` is to Python. */
class Keyboard {
  #text = "";
  used = 0;
  onNews: () => void = () => undefined;

  type(text: string): void {
    this.#text += text;
    this.onNews();
  }

  take(): string {
    const text = this.#text;
    this.used += text.length;
    this.#text = "";
    return text;
  }

  putBack(text: string): void {
    this.used -= text.length;
    this.#text = text + this.#text;
  }
}

/** As `workers/interpreter/screen.ts` is to Python. */
class Screen {
  readonly size = { columns: 80, rows: 24 };
  readonly tail = "";
  torn = false;

  mend(): void {
    this.torn = false;
  }

  leave(): void {
    this.torn = false;
  }
}

const REFUSAL = { outcome: "answered", ok: false, json: JSON.stringify({ code: "unsupported", message: "There is no page." }), data: null };

/** As `workers/interpreter/host.ts` is to Python. */
function hostWith(keyboard: Keyboard, screen: Screen, turns: Turns): object {
  return {
    keyboard,
    screen,
    turns,
    blocking: "shared-memory",
    ask: () => REFUSAL,
    sleep: () => ({ outcome: "timeout" }),
    tell: ignore,
    draw: ignore,
    arm: ignore,
    keepFiles: ignore,
    repeatInterrupt: ignore,
    onIntercepted: ignore,
    takeInterrupt: () => false,
    receive: ignore,
  };
}

function ignore(): void {
  // there is nobody
}
