import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type MotoServer, startMoto } from "./moto.ts";
import { runNative } from "./native.ts";

let moto: MotoServer;

beforeAll(async () => {
  moto = await startMoto();
}, 300_000);

beforeEach(() => moto.reset());
afterAll(() => moto?.stop());

test("Libcloud lists sizes and images and sees a node through its life", { timeout: 60_000 }, async () => {
  expect(await runNative("ec2", moto)).toEqual({
    sizes: 800,
    images: 1301,
    image: "Windows_Server-2016-English-Nano-Base-2017.10.13",
    created: ["web-1", "pending"],
    listed: [["web-1", "running"]],
    same_node: true,
    destroyed: true,
    afterwards: [["web-1", "terminated"]],
  });
});

test("a reset forgets the nodes", { timeout: 60_000 }, async () => {
  const first = await runNative("ec2", moto);
  await moto.reset();
  expect(await runNative("ec2", moto)).toEqual(first);
});

test("objects keep names with empty segments", { timeout: 60_000 }, async () => {
  const kept = {
    uploaded: expect.any(String),
    found: 600,
    listed: true,
    listed_by_prefix: true,
    downloaded: true,
    streamed: true,
    deleted: true,
  };
  expect(await runNative("s3", moto)).toMatchObject({
    default: { names: { "a//b": { ...kept, listed: false, listed_by_prefix: false }, "tail/": kept } },
    double_slashes: { names: { "a//b": kept, "/lead": kept, "tail/": kept } },
  });
});

test("no answer lets a page of another origin read it, as on AWS", async () => {
  for (const path of ["/", "/some-bucket/object"]) {
    const response = await fetch(`http://${moto.host}:${moto.port}${path}`, {
      headers: { Origin: "http://page.test" },
    });
    expect(response.headers.get("access-control-allow-origin"), path).toBeNull();
  }
});
