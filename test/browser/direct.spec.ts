/** The direct lane: the browser calls hosts that allow it (CORS), and the proxy those that the browser refuses. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { listenOnLoopback } from "../servers/listener.ts";
import { answerConsent, consentDialog } from "./support/consent.ts";
import { sharedShell } from "./support/shared.ts";
import { Shell } from "./support/shell.ts";
import { authority } from "./support/site.ts";
import { StaticSite } from "./support/static-site.ts";

interface Visit {
  readonly request: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

const CORS = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*, Authorization", "Access-Control-Allow-Methods": "*" };
/** How each of the servers answers what is no preflight; all of them allow preflights, but for `refusing`. */
const ANSWERS = {
  open: (_: IncomingMessage, response: ServerResponse) => response.writeHead(201, { ...CORS, "Content-Encoding": "gzip" }).end(gzipSync("x".repeat(3_000_000))),
  hiding: (_: IncomingMessage, response: ServerResponse) => response.end("hello"),
  refusing: (_: IncomingMessage, response: ServerResponse) => response.end("hello"),
  leading: ({ url }: IncomingMessage, response: ServerResponse) =>
    url === "/there" ? response.writeHead(200, CORS).end("there") : response.writeHead(302, { ...CORS, Location: "/there" }).end(),
  breaking: (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { ...CORS, "Content-Length": 100 }).write("half");
    setImmediate(() => response.destroy());
  },
} as const;
type Kind = keyof typeof ANSWERS;

let visits: Visit[] = [];
const origins = new Map<Kind, string>();

const shell = sharedShell(async () => {
  const kinds: readonly Kind[] = ["open", "hiding", "refusing", "leading", "breaking"];
  const servers = await Promise.all(kinds.map((kind) => listenOnLoopback(createServer((request, response) => void serve(kind, request, response)))));
  servers.forEach((server, index) => origins.set(kinds[index] ?? "open", `http://${authority(server)}`));
  const site = await StaticSite.start({ clouds: servers, direct: [...origins.values()] });
  return { url: site.url, close: () => Promise.all([site.close(), ...servers.map((server) => server.stop())]) };
});

async function serve(kind: Kind, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const { method, url, headers } = request;
  visits.push({ request: `${method} ${url}`, headers, body: Buffer.concat(chunks).toString() });
  if (method === "OPTIONS" && kind !== "refusing") response.writeHead(204, CORS).end();
  else ANSWERS[kind](request, response);
}

test.beforeAll(() => shell().run("import requests; T = {'Authorization': 'Bearer secret'}"));
test.beforeEach(() => (visits = []));

/** The browser writes to its console what it refuses; nothing else is there. */
async function refused(): Promise<void> {
  await expect.poll(() => shell().watch.errors.splice(0).every((line) => /CORS policy|Failed to load resource/.test(line))).toBe(true);
}

async function allow(statement: string): Promise<void> {
  await shell().begin(statement);
  await answerConsent(shell().page, "Allow");
}

/** What came, as `GET / direct`: a browser says where it comes from, the proxy does not. */
function ways(): string[] {
  return visits.map(({ request, headers }) => `${request} ${headers.origin === undefined ? "relay" : "direct"}`);
}

test("the browser carries a request with a token and its answer, and the question says so", async () => {
  await shell().begin(`r = requests.post('${origins.get("open")}/a//b?c=%2F', data=b'body', headers=T); r, r.text == 'x' * 3_000_000`);
  await expect(consentDialog(shell().page).locator(".lane")).toHaveText(/^It goes straight from this browser to the host\. Where the browser refuses that, it goes through the proxy at/);
  await answerConsent(shell().page, "Allow");
  await shell().until(/\n\(<Response \[201\]>, True\)\n>>>$/, { status: "ready" });
  expect(ways()).toEqual(["OPTIONS /a//b?c=%2F direct", "POST /a//b?c=%2F direct"]);
  expect(visits[1]).toMatchObject({ body: "body", headers: { authorization: "Bearer secret" } });
  expect(visits[1]?.headers).not.toHaveProperty("referer");
  expect(visits[1]?.headers).not.toHaveProperty("cookie");
});

test("what a browser would change takes the relay", async () => {
  const url = `${origins.get("open")}/`;
  await shell().exec(`
    for h in ({'Date': 'x'}, {'Cookie': 'a=b'}, {'Expect': '100-continue'}): _ = requests.get('${url}', headers=h)

    _ = requests.request('PURGE', '${url}')
  `);
  expect(ways()).toEqual(["GET / relay", "GET / relay", "GET / relay", "PURGE / relay"]);
});

test("a read that the browser refuses is sent again through the proxy, and so are those after it", async () => {
  await allow(`requests.get('${origins.get("refusing")}/1', headers=T).text`);
  await shell().until(/\n'hello'\n>>>$/, { status: "ready" });
  expect(ways()).toEqual(["OPTIONS /1 direct", "GET /1 relay"]);
  await refused();
  visits = [];
  expect(await shell().run(`requests.get('${origins.get("refusing")}/2', headers=T).text`)).toBe("'hello'");
  expect(ways()).toEqual(["GET /2 relay"]);
});

test("a change whose answer is hidden is not sent twice, and Python learns why", async () => {
  await allow(`requests.post('${origins.get("hiding")}/1', data=b'pay', headers=T)`);
  await shell().until(/ConnectionError: [^]*\(CORS\)[^]*was not sent\s+again[^]*\n>>>$/, { status: "ready" });
  expect(ways()).toEqual(["OPTIONS /1 direct", "POST /1 direct"]);
  await refused();
});

test("without a proxy, what the browser hides is told, and the next request tries again", async ({ page }) => {
  let allowed = false;
  const server = await listenOnLoopback(createServer((_, response) => response.writeHead(200, allowed ? CORS : {}).end("hello")));
  const site = await StaticSite.start({ direct: [`http://${authority(server)}`] });
  const own = await Shell.open(page, site.url);
  const get = `requests.get('http://${authority(server)}/').text`;
  await own.run("import requests");
  await own.begin(get);
  await answerConsent(page, "Allow");
  await own.until(/ConnectionError: [^]*\(CORS\)[^]*\n>>>$/, { status: "ready" });
  expect(await own.joined()).toContain("The request may have arrived. Through a proxy it could be told, and read: name one under Settings.");
  allowed = true;
  expect(await own.run(get)).toBe("'hello'");
  await site.close();
  await server.stop();
});

test("a redirect, which the browser hides, is followed by urllib3", async () => {
  await allow(`r = requests.get('${origins.get("leading")}/here'); r.text, r.history`);
  await shell().until(/\n\('there', \[<Response \[302\]>\]\)\n>>>$/, { status: "ready" });
  expect(ways().filter((way) => way.startsWith("GET /here"))).toEqual(["GET /here direct", "GET /here relay"]);
  expect(ways().at(-1)).toBe("GET /there relay");
});

test("an answer that breaks off is told apart from one that ends", async () => {
  await allow(`requests.get('${origins.get("breaking")}/').text`);
  await shell().until(/(?:ChunkedEncodingError|ConnectionError): [^]*\n>>>$/, { status: "ready" });
  await refused();
});
