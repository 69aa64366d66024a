/** None of the secrets of requests that libcloud really makes is in anything that leaves the journal unasked. */
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { runNative } from "../../servers/native.ts";
import { recorded, rendered, type Recorded } from "./support.ts";

interface Cloud {
  readonly cloud: string;
  readonly secrets: readonly string[];
  readonly exchanges: readonly {
    readonly request: Readonly<Record<"method" | "host" | "target" | "body", string>> & {
      readonly scheme: "http" | "https";
      readonly port: number;
      readonly headers: readonly (readonly [string, string])[];
    };
    readonly response: { readonly status: number; readonly headers: readonly (readonly [string, string])[]; readonly body: string };
  }[];
}

const NAMES = [
  "EC2, signature version 2",
  "EC2, signature version 4",
  "EC2, with a session's token",
  "S3",
  "S3, presigned URL",
  "OpenStack, Keystone 2",
  "OpenStack, Keystone 3",
  "DigitalOcean",
  "Kubernetes, Basic",
  "vCloud",
  "Azure, SharedKey",
  "Google, service account",
  "Google, refresh token",
  "CloudStack",
  "Aliyun",
  "Vultr",
  "Linode",
  "Gandi, XML-RPC",
  "OpenNebula",
];

let clouds: readonly Cloud[] = [];

beforeAll(async () => {
  clouds = (await runNative("signed_requests", { host: "none.example", port: 1 })) as readonly Cloud[];
});

it("all clouds are there", () => {
  expect(clouds.map(({ cloud }) => cloud)).toEqual(NAMES);
});

describe.each(NAMES)("%s", (name) => {
  const cloud = (): Cloud => clouds.find(({ cloud }) => cloud === name) ?? { cloud: name, secrets: [], exchanges: [] };
  const exchanges = (): readonly Recorded[] =>
    cloud().exchanges.map(({ request: { body: sent, ...request }, response: { body: received, ...response } }) => ({ request, sent, response, received }));

  it("has secrets in its requests, and none in what is shown of them", async () => {
    expect(exchanges().length).toBeGreaterThan(0);
    const seen = JSON.stringify(exchanges());
    expect(cloud().secrets.some((secret) => occurs(seen, secret))).toBe(true);
    for (const exchange of exchanges()) expectNone(await rendered(recorded(exchange)), cloud().secrets);
  });

  it("has none where the answer says them again, in any shape", async () => {
    for (const exchange of exchanges()) {
      const sent = JSON.stringify([exchange.request, exchange.sent]);
      const said = cloud().secrets.filter((secret) => occurs(sent, secret));
      for (const received of echoes(said)) expectNone(await rendered(recorded({ ...exchange, received })), said);
      for (const reason of said) expectNone(await rendered(recorded({ ...exchange, response: { status: 400, reason, headers: [["Content-Type", reason]] } })), said);
      const headers = [["Content-Encoding", "gzip"]] as const;
      expectNone(await rendered(recorded({ ...exchange, response: { headers }, received: gzipSync(echoes(said).join("\n")) })), said);
    }
  });
});

function* spellings(secret: string): Generator<string> {
  yield secret;
  yield encodeURIComponent(secret);
  yield JSON.stringify(secret).slice(1, -1);
}

function occurs(text: string, secret: string): boolean {
  return [...spellings(secret)].some((spelling) => text.includes(spelling));
}

function expectNone(text: string, secrets: readonly string[]): void {
  for (const secret of secrets) for (const spelling of spellings(secret)) expect(text).not.toContain(spelling);
}

function echoes(secrets: readonly string[]): readonly string[] {
  return [
    `The key ${secrets.join(" and ")} is wrong.`,
    JSON.stringify({ error: { message: `who is ${secrets.join(", ")}?`, at: secrets } }),
    `<Error><Message>${secrets.join("|")}</Message><Detail at="${secrets.join(" ")}"/></Error>`,
    `message=${secrets.map((secret) => encodeURIComponent(secret)).join("&more=")}`,
  ];
}
