// Runs in a worker that hostile Python has started inside the cell: any JavaScript at all. Tries every way out and says how each ended.
const target = "TARGET";
/** How many of the doors have answered before, to workers that fell silent then. */
const ANSWERED = Number("COUNT");
/** What the page has in a cache. */
const KEPT = "https://page.example/";
const opened = (object, ok, bad) =>
  new Promise((resolve, reject) => {
    object.addEventListener(ok, resolve);
    object.addEventListener(bad, () => reject(new Error(bad)));
  });
const blob = (text, type) => URL.createObjectURL(new Blob([text], { type }));
const script = (text) => blob(text, "text/javascript");

const doors = {
  "fetch": () => fetch(target),
  "fetch no-cors": () => fetch(target, { mode: "no-cors" }),
  "fetch keepalive": () => fetch(target, { mode: "no-cors", keepalive: true, method: "POST", body: "x" }),
  "fetch data:": () => fetch("data:text/plain,x"),
  "fetch blob:": () => fetch(blob("x", "text/plain")),
  "Request with a body": () => fetch(new Request(target, { method: "PUT", mode: "no-cors", body: "x" })),
  "XMLHttpRequest": () => { const x = new XMLHttpRequest(); x.open("GET", target, false); x.send(); },
  "XMLHttpRequest POST": () => { const x = new XMLHttpRequest(); x.open("POST", target, false); x.send("x"); },
  "WebSocket": () => opened(new WebSocket(target.replace("http", "ws")), "open", "error"),
  "WebSocketStream": () => new WebSocketStream(target.replace("http", "ws")).opened,
  "WebTransport": () => new WebTransport(target.replace("http:", "https:")).ready,
  "EventSource": () => opened(new EventSource(target), "open", "error"),
  "RTCPeerConnection": () => new RTCPeerConnection(),
  "sendBeacon": () => { if (!navigator.sendBeacon(target, "x")) throw new Error("refused"); },
  "importScripts": () => importScripts(target),
  "importScripts data:": () => importScripts("data:text/javascript,self.imported = 1"),
  "import()": () => import(target),
  "import() data:": () => import("data:text/javascript,export default 1"),
  "import() blob:": () => import(script("export default 1")),
  "Function": () => new Function("return 1")(),
  "eval": () => (0, eval)("1"),
  "setTimeout of text": () => new Promise((resolve, reject) => { self.evaluated = resolve; setTimeout("evaluated()"); setTimeout(reject, 300, new Error("not run")); }),
  "Worker from the network": () => opened(new Worker(target), "message", "error"),
  "module Worker from the network": () => opened(new Worker(target, { type: "module" }), "message", "error"),
  "module Worker that imports": () => opened(new Worker(script(`import "${target}"; postMessage(1)`), { type: "module" }), "message", "error"),
  "Worker that fetches": () => opened(new Worker(script(`fetch("${target}").then(() => postMessage(1), () => { throw 1; })`)), "message", "error"),
  "SharedWorker": () => new SharedWorker(script("")),
  "indexedDB": () => opened(indexedDB.open("door"), "success", "error"),
  "indexedDB.databases": () => indexedDB.databases(),
  // WebKit gives each opaque origin caches of its own.
  "caches.open": async () => { const cache = await caches.open("page"); await cache.put(target, new Response("x")); if (!(await cache.match(KEPT))) throw new Error("its own"); },
  "caches.match": async () => { if (!(await caches.match(KEPT))) throw new Error("its own"); },
  "origin private files": () => navigator.storage.getDirectory(),
  "storage estimate": () => navigator.storage.estimate(),
  "storage buckets": () => navigator.storageBuckets.open("door"),
  "localStorage": () => localStorage.length,
  "sessionStorage": () => sessionStorage.length,
  "cookieStore": () => cookieStore.getAll(),
  "document.cookie": () => document.cookie,
  "locks": () => navigator.locks.request("door", () => 1),
  "service worker": () => navigator.serviceWorker.register(target),
  "service worker registrations": () => navigator.serviceWorker.getRegistrations().then((found) => { if (found.length === 0) throw new Error("none"); }),
  "Notification": () => { if (Notification.permission !== "granted") throw new Error(Notification.permission); },
  "push": () => registration.pushManager.subscribe(),
  "clipboard": () => navigator.clipboard.readText(),
  "credentials": () => navigator.credentials.get(),
  "usb": () => navigator.usb.getDevices().then((devices) => { if (devices.length === 0) throw new Error("none"); }),
  "serial": () => navigator.serial.getPorts().then((ports) => { if (ports.length === 0) throw new Error("none"); }),
  "hid": () => navigator.hid.getDevices().then((devices) => { if (devices.length === 0) throw new Error("none"); }),
  "font from the network": () => new FontFace("door", `url(${target})`).load(),
  "parent": () => parent.document,
  "top": () => top.location.href,
  "opener": () => opener.location,
  "window": () => window.document,
  "document": () => document.body,
  "open": () => open(target),
  "the page's address": () => { if (!/^(blob:null|data:)/.test(location.href)) return; throw new Error("opaque"); },
  "the page's origin": () => { if (origin !== "null") return; throw new Error("opaque"); },
};

/** In a task of its own: Firefox ends the one that asks for an estimate, and nothing can catch that. */
const inTask = (open) => new Promise((resolve, reject) => setTimeout(() => Promise.try(open).then(resolve, reject)));
const limited = (work) => Promise.race([work, new Promise((_, reject) => setTimeout(reject, 3000, new Error("nothing happened")))]);

(async () => {
  postMessage(JSON.stringify(Object.keys(doors)));
  for (const open of Object.values(doors).slice(ANSWERED)) {
    const ended = await limited(inTask(open)).then(() => "OPEN", (error) => `shut: ${error?.name ?? error?.type}`);
    postMessage(JSON.stringify(ended));
  }
  // Isolated by origin rather than refused: the page listens for this and must not hear it.
  new BroadcastChannel("door").postMessage("knock");
})();
