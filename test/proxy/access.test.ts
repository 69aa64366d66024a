import { describe, expect, it } from "vitest";
import type { Platform } from "../../proxy/core/index.ts";
import { nodePlatform } from "../../proxy/node/index.ts";
import { proxyTo, upstream } from "./harness.ts";
import { relay } from "./relay-client.ts";
import { answering } from "./upstream.ts";

const OK = answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
const HOSTS = ["cloud.example", "*.cloud.example", "93.184.215.14", "2606:2800:21f::1", "127.0.0.1", "10.1.2.3", "::1"];

/** A platform whose names resolve to what the test says; what it was asked to dial is recorded, and led to a real server. */
function resolvingTo(addresses: readonly string[], port: number) {
  const dialled: string[] = [];
  const resolved: string[] = [];
  const platform: Platform = {
    resolve: async (host) => {
      resolved.push(host);
      return addresses;
    },
    connect: (target, signal) => {
      dialled.push(`${target.address} ${target.port}`);
      return nodePlatform.connect({ address: "127.0.0.1", port }, signal);
    },
  };
  return { platform, dialled, resolved };
}

async function askFor(ask: object, addresses: readonly string[] = ["93.184.215.14"], allow: readonly string[] = []) {
  const server = await upstream(OK);
  const { platform, dialled, resolved } = resolvingTo(addresses, server.port);
  const proxy = await proxyTo(server.port, { hosts: HOSTS, allow }, platform);
  const answer = await relay(proxy.url, { host: "cloud.example", port: 80, headers: [], ...ask });
  return { answer, dialled, resolved, server };
}

describe("hosts and ports", () => {
  it.each(["cloud.example", "CLOUD.example", "api.cloud.example", "a.b_c.cloud.example"])("lets %s pass", async (host) => {
    const { answer, dialled, resolved } = await askFor({ host });
    expect(answer.body).toBe("ok");
    expect(resolved).toEqual([host.toLowerCase()]);
    expect(dialled).toEqual(["93.184.215.14 80"]);
  });

  it.each(["example", "other.example", "notcloud.example", "cloud.example.evil.example", "localhost", "8.8.8.8", "2606:2800:21f::2"])(
    "denies %s without resolving it",
    async (host) => {
      const { answer, dialled, resolved } = await askFor({ host });
      expect(answer.error?.code).toBe("denied-host");
      expect(answer.httpStatus).toBe(403);
      expect([...dialled, ...resolved]).toEqual([]);
    },
  );

  it.each([22, 8080, 6443])("denies port %i", async (port) => {
    const { answer, dialled } = await askFor({ port });
    expect(answer.error?.code).toBe("denied-port");
    expect(dialled).toEqual([]);
  });

  it.each([
    "cloud.example.",
    "cloud..example",
    ".cloud.example",
    "\u0441loud.example",
    "\u212aloud.example",
    "cloud.example\u3002",
    "user@cloud.example",
    "cloud.example:80",
    "cloud.example/",
    "cloud.example\0.evil.example",
    "cloud.example ",
    "[::1]",
    "::1%lo",
    "::ffff:127.0.0.1",
    "127.1",
    "127.0.0.1.",
    "0177.0.0.1",
    "0x7f.0.0.1",
    "0x7f000001",
    "2130706433",
    "127.0.0.01",
    "1.2.3.256",
    "1.2.3.4.5",
    "\u0661.2.3.4",
    "\uff11\uff12\uff17.0.0.1",
    "",
  ])("refuses %j as a host", async (host) => {
    const { answer, dialled, resolved } = await askFor({ host });
    expect(answer.error?.code).toBe("bad-request");
    expect([...dialled, ...resolved]).toEqual([]);
  });

  it("denies a Host header that names a host which it does not know", async () => {
    const { answer, dialled } = await askFor({ headers: [["Host", "fronted.example"]] });
    expect(answer.error?.code).toBe("denied-host");
    expect(dialled).toEqual([]);
  });

  it.each(["cloud.example", "Cloud.Example:80", "bucket.cloud.example:8080"])("lets the Host header %s pass", async (host) => {
    const { answer, server } = await askFor({ headers: [["Host", host]] });
    expect(answer.body).toBe("ok");
    expect((await server.connection()).received()).toContain(`Host: ${host}\r\n`);
  });

  it("refuses a Host header that is no host", async () => {
    expect((await askFor({ headers: [["Host", "cloud.example, evil.example"]] })).answer.error?.code).toBe("bad-request");
  });
});

describe("addresses", () => {
  it.each([
    [["127.0.0.1"]],
    [["93.184.215.14", "127.0.0.1"]],
    [["10.0.0.1", "93.184.215.14"]],
    [["93.184.215.14", "::ffff:5db8:d70e"]],
    [["169.254.169.254"]],
    [["2606:2800:21f::1", "fd00:ec2::254"]],
    [["fe80::1%eth0"]],
    [["not an address"]],
  ])("denies a name that resolves to %j", async (addresses) => {
    const { answer, dialled } = await askFor({}, addresses);
    expect(answer.error?.code).toBe("denied-address");
    expect(dialled).toEqual([]);
  });

  it.each(["127.0.0.1", "10.1.2.3", "::1", "0:0:0:0:0:0:0:1"])("denies the private address %s, even where a pattern has it", async (host) => {
    const { answer, dialled } = await askFor({ host });
    expect(answer.error?.code).toBe("denied-address");
    expect(dialled).toEqual([]);
  });

  it("dials the address that was checked, and resolves once", async () => {
    const { dialled, resolved } = await askFor({}, ["93.184.215.14"]);
    expect(resolved).toHaveLength(1);
    expect(dialled).toEqual(["93.184.215.14 80"]);
  });

  it("lets a private name pass that the operator names, at its port only", async () => {
    const allow = ["cloud.example:8081"];
    expect((await askFor({ port: 8081 }, ["10.0.0.1"], allow)).dialled).toEqual(["10.0.0.1 8081"]);
    expect((await askFor({ port: 80 }, ["10.0.0.1"], allow)).answer.error?.code).toBe("denied-address");
    expect((await askFor({ port: 8082 }, ["10.0.0.1"], allow)).answer.error?.code).toBe("denied-port");
  });

  it("lets an IPv6 address pass that the operator names, in any spelling", async () => {
    expect((await askFor({ host: "0:0:0:0:0:0:0:1", port: 8081 }, [], ["[::1]:8081"])).dialled).toEqual(["::1 8081"]);
  });

  it("tells a name without addresses", async () => {
    expect((await askFor({}, [])).answer.error?.code).toBe("dns");
  });

  it("tells a name that does not exist", async () => {
    const proxy = await proxyTo(1, { allow: ["no-such-name.invalid:80"] });
    const answer = await relay(proxy.url, { host: "no-such-name.invalid", port: 80 });
    expect(answer.error?.code).toBe("dns");
    expect(answer.httpStatus).toBe(200);
  });
});
