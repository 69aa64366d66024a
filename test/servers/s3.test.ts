import { afterAll, beforeAll, expect, test } from "vitest";
import { runNative } from "./native.ts";
import { type S3Server, startS3 } from "./s3.ts";

const DOES_NOT_MATCH = "SignatureDoesNotMatch";
const KEPT = {
  uploaded: "52346fdcf9846a2ad3f44699e70f78ab",
  found: 600,
  listed: true,
  listed_by_prefix: true,
  downloaded: true,
  streamed: true,
  deleted: true,
};
/** Libcloud puts and finds them under a shorter name, unless it is told to leave slashes alone. */
const JOINED = { ...KEPT, listed: false, listed_by_prefix: false };

let s3: S3Server;

beforeAll(async () => {
  s3 = await startS3();
}, 300_000);

afterAll(() => s3?.stop());

test("every flow works for every name that the server takes", { timeout: 60_000 }, async () => {
  const plain = ["plain", "with space", "a+b", "ünï/코드.txt", "~t", "q?x=1&y", "%41", "a%2Fb", "it's(1)!*"];
  const odd = ["a:b@c", "#h", "semi;colon,=$", "back\\slash", "x&<y>"];
  const kept = Object.fromEntries([...plain, ...odd].map((name) => [name, KEPT]));
  const rest = {
    multipart: { size: 12 * 1024 * 1024, hash: "890ad55927c8643d7c202d2b960b1314-3", intact: true },
    range: "lo hel",
    absent: "ObjectDoesNotExistError",
    metadata: { colour: "dark blue" },
    removed: true,
  };
  expect(await runNative("s3", s3)).toMatchObject({
    default: { names: { ...kept, "a//b": JOINED, "/lead": JOINED, "dot/./x": JOINED }, ...rest },
    double_slashes: {
      names: { ...kept, "a//b": { uploaded: "ObjectHashMismatchError" }, "dot/./x": { uploaded: "InvalidCredsError" } },
      ...rest,
    },
  });
});

test("the signature covers five headers, and any change after signing is refused", { timeout: 60_000 }, async () => {
  expect(await runNative("signed_headers", s3)).toEqual({
    signed: ["accept-encoding", "host", "user-agent", "x-amz-content-sha256", "x-amz-date"],
    untouched: "ok",
    wrong_secret: DOES_NOT_MATCH,
    unknown_key: "InvalidAccessKeyId",
    changed: {
      "accept-encoding": DOES_NOT_MATCH,
      host: DOES_NOT_MATCH,
      "user-agent": DOES_NOT_MATCH,
      "x-amz-content-sha256": DOES_NOT_MATCH,
      "x-amz-date": "LibcloudError",
      // Not signed: requests adds it later.
      accept: "ok",
    },
  });
});

test("50 MB go up and come down as they were", { timeout: 60_000 }, async () => {
  expect(await runNative("throughput", s3)).toMatchObject({ bytes: 50 * 1024 * 1024, intact: true });
});

test("a request without a signature is refused", async () => {
  const response = await fetch(`http://${s3.host}:${s3.port}/`);
  expect(response.status).toBe(403);
  expect(response.headers.get("access-control-allow-origin")).toBeNull();
});

test("every server starts empty", { timeout: 60_000 }, async () => {
  const other = await startS3();
  try {
    expect(other.port).not.toBe(s3.port);
    expect(await runNative("s3", other)).toMatchObject({ default: { containers: ["flow-container"] } });
  } finally {
    await other.stop();
  }
});
