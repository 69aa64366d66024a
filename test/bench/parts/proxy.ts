/** What the proxy costs beside a bare reverse proxy on Node: both, the cloud and the client are processes of their own. */
import { once } from "node:events";
import { Agent, request } from "node:http";
import { relayBytes, relayHeaders } from "../../proxy/relay-client.ts";
import type { Part } from "../part.ts";
import { beginProgram, beginProxy, type Program } from "../program.ts";
import { quantile, ratios } from "../statistics.ts";

const REQUESTS = 4_000;
const AT_ONCE = 16;

/** One kind of request, as it is sent again and again. */
interface Post {
  readonly port: number;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

interface Run {
  readonly perSecond: number;
  readonly p99: number;
}

export const proxy: Part = {
  name: "proxy",
  title: `The proxy: ${REQUESTS} small requests, ${AT_ONCE} at once, beside a bare reverse proxy on Node`,
  measure: async ({ root, rounds, log }) => {
    const programs: Program[] = [];
    const begin = async (beginning: Promise<Program>) => {
      const program = await beginning;
      programs.push(program);
      return program;
    };
    try {
      const cloud = await begin(beginProgram(root, ["test/bench/proxy/upstream.mjs"]));
      const bare = await begin(beginProgram(root, ["test/bench/proxy/bare.mjs", String(cloud.port)])); // with Node's defaults, as what one finds in guides has
      const allow = ["--allow", `127.0.0.1:${cloud.port}`, "--limit", "perMinute=100000000"];
      const relay = await begin(beginProxy(root, ["--origin", "https://repl.example", ...allow]));
      const posts = [plainPost(bare.port), relayPost(relay.port, cloud.port)] as const;
      for (const post of posts) await run(post, REQUESTS / 2);
      const theirs: Run[] = [];
      const ours: Run[] = [];
      for (let round = 0; round < rounds; round += 1) {
        log(`proxy, round ${round + 1} of ${rounds}`);
        theirs.push(await run(posts[0], REQUESTS));
        ours.push(await run(posts[1], REQUESTS));
      }
      return rowsOf(ours, theirs);
    } finally {
      for (const { process } of programs) process.kill();
    }
  },
};

function rowsOf(ours: readonly Run[], theirs: readonly Run[]) {
  const rate = (runs: readonly Run[]) => runs.map(({ perSecond }) => perSecond);
  const p99 = (runs: readonly Run[]) => runs.map((each) => each.p99);
  return [
    { name: "relay", unit: "1/s" as const, values: rate(ours) },
    { name: "bare", unit: "1/s" as const, values: rate(theirs) },
    { name: "relay / bare", unit: "×" as const, values: ratios(rate(theirs), rate(ours)), target: { atLeast: 0.7 } },
    { name: "relay, 99th percentile", unit: "ms" as const, values: p99(ours) },
    { name: "bare, 99th percentile", unit: "ms" as const, values: p99(theirs) },
    { name: "99th percentile, bare / relay", unit: "×" as const, values: ratios(p99(ours), p99(theirs)), target: { atLeast: 0.7 } },
  ];
}

const HEADERS = { "User-Agent": "libcloud/3.9.1", Accept: "*/*", Authorization: "x".repeat(120) };

function plainPost(port: number): Post {
  return { port, method: "GET", headers: HEADERS, body: Buffer.alloc(0) };
}

function relayPost(port: number, cloud: number): Post {
  const body = relayBytes({ port: cloud, headers: Object.entries({ Host: "cloud.example", ...HEADERS }) });
  return { port, method: "POST", headers: { ...relayHeaders, "Content-Length": String(body.length) }, body };
}

async function run(post: Post, count: number): Promise<Run> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const times: number[] = [];
  let left = count;
  const startedAt = performance.now();
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      const sentAt = performance.now();
      await exchange(post, agent);
      times.push(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const seconds = (performance.now() - startedAt) / 1000;
  agent.destroy();
  return { perSecond: count / seconds, p99: quantile(times, 0.99) };
}

async function exchange({ body, ...post }: Post, agent: Agent): Promise<void> {
  const sending = request({ ...post, host: "127.0.0.1", agent });
  sending.end(body);
  const [response] = await once(sending, "response");
  if (response.statusCode !== 200) throw new Error(`the proxy answered ${response.statusCode}`);
  response.resume();
  await once(response, "end");
}
