/** HTTP from the prompt, with each library that people use for it, to real servers through the real proxy. */
import { createHash } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import { expect, test } from "@playwright/test";
import { listenOnLoopback } from "../servers/listener.ts";
import type { RunningServer } from "../servers/process.ts";
import { startCounting, startGated, startEcho, startHanging, startThroughput } from "../servers/raw.ts";
import { answerConsent, consentDialog } from "./support/consent.ts";
import { sharedShell } from "./support/shared.ts";
import { authority, startSite } from "./support/site.ts";

let echo: RunningServer;
let gated: RunningServer;
let hanging: RunningServer;
let throughput: RunningServer;
let closed: RunningServer;
let cut: RunningServer;
let counting: RunningServer;
let redirect: RunningServer;
let endless: RunningServer;
/** Responses of `endless` that go on. */
let flowing = 0;

/** RFC 6761 §6.4: nobody has this name. */
const nowhere = { host: "nowhere.invalid", port: 80 };

const shell = sharedShell(async () => {
  echo = await startEcho();
  gated = await startGated(["one ", "two ", "six "]);
  hanging = await startHanging();
  throughput = await startThroughput();
  closed = await startEcho();
  cut = await listenOnLoopback(createServer((_, response) => response.writeHead(200, { "Content-Length": 10 }).write("12345", () => response.destroy())));
  redirect = await listenOnLoopback(createServer((_, response) => response.writeHead(302, { Location: `http://${authority(echo)}/landed` }).end()));
  counting = await startCounting();
  endless = await listenOnLoopback(createServer(({ url }, response) => (url === "/endless" ? flow(response) : void response.end("all"))));
  await closed.stop(); // behind the others, of which one could get its port
  const servers = [counting, echo, gated, hanging, throughput, cut, redirect, endless];
  const site = await startSite(...servers, closed, nowhere);
  return { url: site.url, close: () => Promise.all([site.close(), ...servers.map((server) => server.stop())]) };
});

function flow(response: ServerResponse): void {
  flowing += 1;
  response.once("close", () => (flowing -= 1));
  const go = (): void => {
    while (!response.destroyed && response.write(Buffer.alloc(1 << 18)));
  };
  response.on("drain", go);
  go();
}

/** Each server is asked for once; that the question comes is told by `consent.spec.ts`. */
test.beforeAll(async () => {
  await shell().run("import requests, urllib3, urllib.request, http.client, json, time, hashlib");
  for (const server of [counting, echo, gated, hanging, throughput, cut, redirect, endless, closed, nowhere]) {
    await shell().begin(`requests.get('http://${authority(server)}/bytes/1', timeout=0.2, allow_redirects=False)`);
    await answerConsent(shell().page, "Allow");
    await shell().ready();
  }
});

test.afterEach(() => expect(consentDialog(shell().page)).toHaveCount(0));

test("requests: the bytes on the wire are those that requests made", async () => {
  await shell().exec(`
    url = 'http://${authority(echo)}/a%2Fb//c d/é?x=1&y=%20+'
    answer = requests.post(url, data=bytes(range(256)), headers={'X-Odd-CASE': 'kept', 'User-Agent': 'mine/1', 'Cookie': 'a=b'})
    wire = answer.json()
  `);
  expect(await shell().run("answer.status_code, answer.reason, answer.headers['content-type'], answer.elapsed.total_seconds() > 0")).toBe(
    "(200, 'OK', 'application/json', True)",
  );
  const head = await shell().run("print(wire['head'].strip().replace('\\r', ''))");
  expect(head.split("\n")).toEqual([
    "POST /a%2Fb//c%20d/%C3%A9?x=1&y=%20+ HTTP/1.1",
    `Host: ${authority(echo)}`,
    "User-Agent: mine/1",
    expect.stringMatching(/^Accept-Encoding: gzip, deflate/),
    "Accept: */*",
    "Connection: keep-alive",
    "X-Odd-CASE: kept",
    "Cookie: a=b",
    "Content-Length: 256",
  ]);
  expect(await shell().run("wire['body'].encode('latin-1') == bytes(range(256))")).toBe("True");
});

test("requests: a generator is sent chunked, JSON and forms as ever", async () => {
  expect(await shell().run(`requests.put('http://${authority(echo)}/', data=(b'ab' for _ in range(2))).json()['body']`)).toContain("ab");
  expect(await shell().run(`requests.post('http://${authority(echo)}/', json={'a': [1, 'ü']}).json()['body']`)).toBe(
    String.raw`'{"a": [1, "\\u00fc"]}'`,
  );
  expect(await shell().run(`requests.post('http://${authority(echo)}/', data={'a': 'b c'}).json()['body']`)).toBe("'a=b+c'");
});

test("requests: a Session keeps cookies and goes on to where it is redirected", async () => {
  const output = await shell().run(`r = requests.get('http://${authority(redirect)}/'); r.url, len(r.history), r.json()['head'].split()[1]`);
  expect(output).toBe(`('http://${authority(echo)}/landed', 1, '/landed')`);
});

test("urllib3, urllib.request and http.client reach the same servers", async () => {
  expect(await shell().run(`urllib3.request('GET', 'http://${authority(echo)}/u3').json()['head'].split()[1]`)).toBe("'/u3'");
  expect(await shell().run(`json.load(urllib.request.urlopen('http://${authority(echo)}/ur'))['head'].split()[1]`)).toBe("'/ur'");
  const output = await shell().exec(`
    connection = http.client.HTTPConnection('${echo.host}', ${echo.port})
    for name in 'ab':
        connection.request('GET', '/' + name)
        print(json.load(connection.getresponse())['head'].split()[1])
  `);
  expect(output).toBe("/a\n/b");
});

test("a body can be read while it comes", async () => {
  const output = await shell().exec(`
    pieces = []
    with requests.get('http://${authority(gated)}/', stream=True) as answer:
        for piece in answer.iter_content(4):
            pieces.append(piece)
            requests.get('http://${authority(gated)}/next')  # the server does not go on before
    pieces
  `);
  expect(output).toBe("[b'one ', b'two ', b'six ']");
});

test("a body goes up while it is made", async () => {
  const output = await shell().exec(`
    def received():
        return [int(word) for word in requests.get('http://${authority(counting)}/received').text.split()]
    before = received()[0]
    def pieces():
        for number in range(24):
            yield b'x' * 1_000_000
            while number == 12 and received()[0] < before + 1_000_000: time.sleep(0.01)
    print(requests.put('http://${authority(counting)}/', data=pieces()).text, received()[0] - before)
  `);
  expect(output).toBe("all 24000000");
});

test("an upload that is interrupted ends at the server, too", async () => {
  await shell().beginProgram(`
    def endless():
        while True:
            yield b'x' * 1_000_000
            print('piece')
    requests.put('http://${authority(counting)}/', data=endless())
  `);
  await shell().until(/^piece\npiece\npiece\n/m, { status: "running" });
  await shell().press("Control+c");
  await shell().until(/KeyboardInterrupt\n>>>$/, { status: "ready" });
  await expect.poll(() => shell().run("received()[1]")).toBe("0");
});

test("a download that is closed, or interrupted, ends at the server, too", async () => {
  const url = `http://${authority(endless)}`;
  expect(await shell().run(`r = requests.get('${url}/endless', stream=True); parts = r.iter_content(100_000); len(next(parts))`)).toBe("100000");
  expect(flowing).toBe(1);
  await shell().run("r.close()");
  await expect.poll(() => flowing).toBe(0);
  expect(await shell().run(`requests.get('${url}/').text`)).toBe("'all'");
  await shell().beginProgram(`
    for part in requests.get('${url}/endless', stream=True).iter_content(1_000_000):
        print('part')
  `);
  await shell().until(/^part\npart\npart\n/m, { status: "running" });
  expect(flowing).toBe(1);
  await shell().press("Control+c");
  await shell().until(/KeyboardInterrupt\n>>>$/, { status: "ready" });
  await expect.poll(() => flowing).toBe(0);
  expect(await shell().run(`requests.get('${url}/').text`)).toBe("'all'");
});

test("errors are those of requests, with a sentence", async () => {
  expect(await shell().run(`requests.get('http://${authority(hanging)}/', timeout=0.3)`)).toMatch(
    /requests\.exceptions\.ReadTimeout: .*Read timed out\. \(read timeout=0\.3\)$/,
  );
  expect(await shell().run(`requests.get('http://${authority(closed)}/')`)).toMatch(/requests\.exceptions\.ConnectionError: [^]*refused/i);
  expect(await shell().run(`requests.get('http://${authority(cut)}/')`)).toMatch(
    /requests\.exceptions\.ChunkedEncodingError: [^]*IncompleteRead\(5 bytes read, 5 more expected\)/,
  );
  await shell().run("requests.get('http://nowhere.invalid/')");
  expect(await shell().joined()).toMatch(/requests\.exceptions\.ConnectionError: .*NameResolutionError.*Failed to resolve/);
  expect(await shell().run(`urllib.request.urlopen('http://${authority(closed)}/')`)).toMatch(/urllib\.error\.URLError: .*refused/i);
});

test("a host that the proxy does not relay to is named", async () => {
  for (const host of ["127.0.0.1:9", "169.254.169.254", "[::1]:9", "example.org"]) {
    await shell().begin(`requests.get('http://${host}/latest/meta-data')`);
    await answerConsent(shell().page, "Allow");
    const { text } = await shell().ready();
    expect(text.replaceAll("\n", " ")).toMatch(/requests\.exceptions\.ConnectionError: .*This proxy does not relay to the host ".+"\. >>>$/);
  }
  // The proxy answers these with a status that the browser reports there by itself.
  shell().watch.errors.splice(0);
});

test("50 MB come down and go up, and each byte is right", async () => {
  const piece = Buffer.alloc(256 * 1024, "libcloud");
  const hash = createHash("sha256");
  for (let left = 52_428_800; left > 0; left -= piece.length) hash.update(piece.subarray(0, left));
  const output = await shell().exec(
    `
    begun = time.monotonic()
    data = requests.get('http://${authority(throughput)}/bytes/52428800').content
    down = time.monotonic()
    answer = requests.put('http://${authority(throughput)}/swallow', data=data)
    up = time.monotonic()
    print(hashlib.sha256(data).hexdigest(), answer.json()['received'], f'{down - begun:.2f} s down, {up - down:.2f} s up')
  `,
    50_000,
  );
  console.log(`  50 MB: ${output.split(" ").slice(2).join(" ")}`);
  expect(output.split(" ").slice(0, 2)).toEqual([hash.digest("hex"), "52428800"]);
});
