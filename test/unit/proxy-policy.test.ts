import { describe, expect, it } from "vitest";
import { RelayError } from "../../proxy/core/codes.ts";
import { parseAuthority, parseHost } from "../../proxy/core/host.ts";
import { DEFAULT_HOSTS, HOSTS_BY_PROVIDER } from "../../proxy/core/hosts.ts";
import { Policy, type PolicyOptions } from "../../proxy/core/policy.ts";

function policy(options: Partial<PolicyOptions>): Policy {
  return new Policy({ hosts: [], ports: [80, 443], allow: [], ...options });
}

function judged(rules: Policy, text: string, port: number): string {
  const host = parseHost(text);
  if (host === null) return "no host";
  try {
    return rules.judge(host, port);
  } catch (error) {
    return error instanceof RelayError ? error.code : "thrown";
  }
}

describe("Policy", () => {
  it("takes an exact pattern for that name only", () => {
    const rules = policy({ hosts: ["api.example"] });
    expect(judged(rules, "API.example", 443)).toBe("public");
    expect(judged(rules, "x.api.example", 443)).toBe("denied-host");
    expect(judged(rules, "example", 443)).toBe("denied-host");
  });

  it("takes a wild pattern for names below the suffix only", () => {
    const rules = policy({ hosts: ["*.cloud.example"] });
    expect(judged(rules, "a.cloud.example", 443)).toBe("public");
    expect(judged(rules, "a.b.cloud.example", 443)).toBe("public");
    expect(judged(rules, "cloud.example", 443)).toBe("denied-host");
    expect(judged(rules, "acloud.example", 443)).toBe("denied-host");
  });

  it("takes the operator's entry at its port only", () => {
    const rules = policy({ hosts: ["db.example"], allow: ["db.example:9000", "[fd00::1]:8080", "10.0.0.1:80"] });
    expect(judged(rules, "db.example", 9000)).toBe("named");
    expect(judged(rules, "db.example", 443)).toBe("public");
    expect(judged(rules, "db.example", 9001)).toBe("denied-port");
    expect(judged(rules, "fd00:0::1", 8080)).toBe("named");
    expect(judged(rules, "10.0.0.1", 80)).toBe("named");
    expect(judged(rules, "10.0.0.1", 443)).toBe("denied-host");
  });

  it.each(["*", "*.com", "*.", "*.*.example", "a.*.example", "", "exa mple", "1.2.3", "*.1.2.3.4", "https://a.example", "a.example:80"])(
    "does not start with the pattern %j",
    (pattern) => expect(() => policy({ hosts: [pattern] })).toThrow(TypeError),
  );

  it.each(["a.example", "a.example:", "a.example:0", "a.example:65536", "fd00::1:80", "[a.example]:80", "*.a.example:80", ":80", "http://a:80"])(
    "does not start with the entry %j",
    (entry) => expect(() => policy({ allow: [entry] })).toThrow(TypeError),
  );

  it("does not start with a port that is none", () => {
    expect(() => policy({ ports: [0] })).toThrow(TypeError);
  });
});

describe("parseAuthority", () => {
  it.each([
    ["a.example", "a.example", null],
    ["A.example:80", "a.example", 80],
    ["[::1]:80", "::1", 80],
    ["[::1]", "::1", null],
    ["127.0.0.1:1", "127.0.0.1", 1],
  ])("reads %s", (text, host, port) => {
    expect(parseAuthority(text)).toMatchObject({ host: { text: host }, port });
  });

  it.each(["", ":", "a:b", "a:1:2", "a@b", "a/", "a b", "::1", "[::1", "a.example:80 "])("refuses %j", (text) => {
    expect(parseAuthority(text)).toBeNull();
  });
});

describe("the default hosts", () => {
  const rules = policy({ hosts: DEFAULT_HOSTS });

  it.each([
    "ec2.eu-west-1.amazonaws.com",
    "bucket.s3.amazonaws.com",
    "ec2.cn-north-1.amazonaws.com.cn",
    "www.googleapis.com",
    "storage.googleapis.com",
    "management.azure.com",
    "account.blob.core.windows.net",
    "files.pythonhosted.org",
    "cdn.jsdelivr.net",
    "api.digitalocean.com",
    "nyc3.digitaloceanspaces.com",
    "identity.api.rackspacecloud.com",
    "ecs.aliyuncs.com",
    "api.linode.com",
    "api.cloudflare.com",
    "eu.api.ovh.com",
    "s3.gra.perf.cloud.ovh.net",
    "cp-par1.scaleway.com",
    "zrh.cloudsigma.com",
    "api.eu-west-2.outscale.com",
    "rpc.gandi.net",
    "f001.backblazeb2.com",
  ])("have %s", (host) => expect(judged(rules, host, 443)).toBe("public"));

  it.each(["localhost", "example.com", "metadata.google.internal", "amazonaws.com.evil.example", "evil-amazonaws.com", "169.254.169.254", "github.com"])(
    "do not have %s",
    (host) => expect(judged(rules, host, 443)).toBe("denied-host"),
  );

  it("list no pattern twice", () => {
    expect(new Set(DEFAULT_HOSTS).size).toBe(DEFAULT_HOSTS.length);
    expect(Object.values(HOSTS_BY_PROVIDER).every((patterns) => patterns.length > 0)).toBe(true);
  });
});
