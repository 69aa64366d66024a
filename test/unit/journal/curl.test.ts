/** The command is run by a real shell, and what curl would get is looked at. */
import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { curlCommand } from "../../../src/broker/journal/curl.ts";
import { recorded, type Recorded } from "./support.ts";

/** The arguments that bash passes to curl, as bytes; `environment` has the secrets. */
async function argumentsOf(exchange: Recorded, environment: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const command = await curlCommand(recorded(exchange));
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}\n`;
  const output = execFileSync("bash", ["--norc", "-c", script], { env: { PATH: process.env["PATH"] ?? "", ...environment } });
  return output.toString("latin1").split("\0").slice(0, -1);
}

const after = (all: readonly string[], option: string): readonly string[] => all.filter((_, index) => all[index - 1] === option);

describe("as a command for curl, a request", () => {
  it("is the same, with its secrets in variables", async () => {
    const request = { method: "POST", target: "/v1?a=b&sig=x%3D&c=[1]", headers: [["Authorization", "Bearer abcdefgh"], ["X-A", "it's"]] as const };
    const all = await argumentsOf({ request, sent: `{"password":"x y","n":1}` }, { SIG: "S", AUTHORIZATION: "T", PASSWORD: '"P"' });
    expect(all).toContain("https://a.example/v1?a=b&sig=S&c=[1]");
    expect(after(all, "--request")).toEqual(["POST"]);
    expect(after(all, "--header")).toEqual(["Authorization: Bearer T", "X-A: it's"]);
    expect(after(all, "--data-raw")).toEqual([`{"password":"P","n":1}`]);
  });

  it.each(["$(touch /tmp/x)", "`id`", "a'b\"c\\d", "\x1b[31m\x07", "é\xff", "!history", "%s \\0", "-o /etc/passwd", "1\x01" + "234"])("keeps every byte of a header: %j", async (value) => {
    const all = await argumentsOf({ request: { headers: [["X", value]] } });
    expect(after(all, "--header")).toEqual([`X: ${value}`]);
  });

  it.each(["line\nline\r\n", "ünï 🐍", "$HOME", "'", "\\"])("keeps every byte of a body: %j", async (sent) => {
    const all = await argumentsOf({ request: { headers: [["Content-Type", "text/plain"]] }, sent });
    expect(after(all, "--data-raw").map((body) => Buffer.from(body, "latin1").toString())).toEqual([sent]);
  });

  it("has no control character that a terminal would obey", async () => {
    const target = "/\x1b]0;x\x07\x9b31m";
    // eslint-disable-next-line no-control-regex -- they must not be there
    expect(await curlCommand(recorded({ request: { target, headers: [["X", "\x1b[2J"]] }, sent: "\x1b[2J\u202e" }))).toMatch(/^[\x20-\x7e\n]*$/);
  });

  it("says so where the body is not kept", async () => {
    const command = await curlCommand(recorded({ request: { method: "PUT" }, sent: "x".repeat(70_000) }));
    expect(command).toMatch(/^# The journal does not have the whole body/);
    expect(command).toContain("--data-binary @body");
  });

  it("asks for the head alone as curl does", async () => {
    expect(await argumentsOf({ request: { method: "HEAD" } })).toEqual(["--path-as-is", "--globoff", "--head", "https://a.example/"]);
  });
});
