import { describe, expect, it } from "vitest";
import { redactForm, redactUrl } from "../../../src/broker/journal/redact/form.ts";
import { redactHeaders } from "../../../src/broker/journal/redact/headers.ts";
import { redactJson } from "../../../src/broker/journal/redact/json.ts";
import { masked, type Redacted } from "../../../src/broker/journal/redact/piece.ts";
import { redactText } from "../../../src/broker/journal/redact/text.ts";
import { redactXml } from "../../../src/broker/journal/redact/xml.ts";
import { recorded, rendered } from "./support.ts";

const SECRET = "hunter2-and-some-more";
const show = (pieces: Redacted): string => masked(pieces, "*");
const whole = (pieces: Redacted): string => pieces.map(({ text }) => text).join("");

describe("fields of JSON", () => {
  it.each([
    [`{"password": "x", "name": "y"}`, `{"password": *, "name": "y"}`],
    [`{"adminPass":"x","admin_user":"y"}`, `{"adminPass":*,"admin_user":"y"}`],
    [`{"api_key": 12345, "has_token": true, "secret": null}`, `{"api_key": *, "has_token": true, "secret": null}`],
    [`{"token": {"id": "x", "catalog": [{"url": "u"}]}}`, `{"token": {"id": *, "catalog": [{"url": "u"}]}}`],
    [`{"tokens": ["x", "y"], "n": 1}`, `{"tokens": [*, *], "n": 1}`],
    [`[{"name": "password", "value": "x"}]`, `[{"name": "password", "value": *}]`],
    [`[{"value": "x", "key": "api_token"}]`, `[{"value": *, "key": "api_token"}]`],
    [`{"NextToken": "x", "next_page_token": "y"}`, `{"NextToken": "x", "next_page_token": "y"}`],
    [`{"key": "Name", "value": "web"}`, `{"key": "Name", "value": "web"}`],
    [`{"p\\u0061ssword": "x"}`, `{"p\\u0061ssword": *}`],
    [`{"text": "{\\"password\\":\\"x\\"}"}`, `{"text": "{\\"password\\":*}"}`],
    [`{"a": "https://u:pw@h/?token=x"}`, `{"a": "https://*@h/?token=*"}`],
  ])("%s", (json, expected) => {
    expect(show(redactJson(json))).toBe(expected);
    expect(whole(redactJson(json))).toBe(json);
  });

  it("are found wherever the text is cut off", () => {
    const json = JSON.stringify({ auth: { user: "ada", passwordCredentials: { username: "ada", password: SECRET } }, token: { id: SECRET } });
    for (let end = 0; end <= json.length; end += 1) expect(show(redactJson(json.slice(0, end)))).not.toMatch(/hunter|some-more/);
  });
});

describe("elements and attributes of XML", () => {
  it.each([
    ["<a><password>x</password><b>y</b></a>", "<a><password>*</password><b>y</b></a>"],
    ["<r><keyMaterial>-----BEGIN</keyMaterial></r>", "<r><keyMaterial>*</keyMaterial></r>"],
    ["<ns:SecretAccessKey>x</ns:SecretAccessKey>", "<ns:SecretAccessKey>*</ns:SecretAccessKey>"],
    [`<user name="ada" password="x"/>`, `<user name="ada" password=*/>`],
    ["<token><id>x</id><user><name>ada</name></user></token>", "<token><id>*</id><user><name>ada</name></user></token>"],
    ["<p><![CDATA[a]]></p><secret><![CDATA[x]]></secret>", "<p><![CDATA[a]]></p><secret>*</secret>"],
    ["<member><name>apiKey</name><value><string>x</string></value></member>", "<member><name>apiKey</name><value><string>*</string></value></member>"],
    ["<item><key>Name</key><value>web</value></item>", "<item><key>Name</key><value>web</value></item>"],
    ["<params><param><value>x</value></param><param><value>y</value></param></params>", "<params><param><value>*</value></param><param><value>y</value></param></params>"],
  ])("%s", (xml, expected) => {
    expect(show(redactXml(xml))).toBe(expected);
    expect(whole(redactXml(xml))).toBe(xml);
  });

  it("are found wherever the text is cut off", () => {
    const xml = `<r><u password="${SECRET}">a</u><password>${SECRET}</password><secret><![CDATA[${SECRET}]]></secret></r>`;
    for (let end = 0; end <= xml.length; end += 1) expect(show(redactXml(xml.slice(0, end)))).not.toMatch(/hunter|some-more/);
  });
});

describe("URLs and forms", () => {
  it.each([
    ["/?Action=X&AWSAccessKeyId=A&Signature=S&SignatureVersion=2", "/?Action=X&AWSAccessKeyId=*&Signature=*&SignatureVersion=2"],
    ["/b?X-Amz-Credential=C&X-Amz-SignedHeaders=host&X-Amz-Signature=S", "/b?X-Amz-Credential=*&X-Amz-SignedHeaders=host&X-Amz-Signature=*"],
    ["/c?sv=1&sig=S&se=2", "/c?sv=1&sig=*&se=2"],
    ["/v1?key=K&q=x", "/v1?key=*&q=x"],
    ["/cb#access_token=T&state=s", "/cb#access_token=*&state=s"],
    ["/?user%5Bpass%77ord%5D=x", "/?user%5Bpass%77ord%5D=*"],
    ["/?next=https%3A%2F%2Fh%2F%3Ftoken%3Dx", "/?next=*"],
    ["/x/eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.abc/y", "/x/*/y"],
    ["/?Tag.1.Key=Name&KeyName=mine", "/?Tag.1.Key=Name&KeyName=mine"],
  ])("%s", (url, expected) => {
    expect(show(redactUrl(url))).toBe(expected);
    expect(whole(redactUrl(url))).toBe(url);
  });

  it("a form's fields", () => {
    expect(show(redactForm("grant_type=password&username=ada&password=a%26b"))).toBe("grant_type=password&username=ada&password=*");
  });
});

describe("headers", () => {
  it.each([
    ["Authorization", "Bearer x", "Bearer *"],
    ["authorization", "x", "*"],
    ["authorization", "my-key my-signature", "*"],
    ["Authorization", "AWS4-HMAC-SHA256 Credential=x, Signature=y", "AWS4-HMAC-SHA256 *"],
    ["Authorization", "SharedKey account:x", "SharedKey *"],
    ["Proxy-Authorization", "Basic eA==", "Basic *"],
    ["Set-Cookie", "a=b; Path=/", "*"],
    ["X-Auth-Token", "x", "*"],
    ["API-Key", "x", "*"],
    ["x-vcloud-authorization", "x", "*"],
    ["x-amz-security-token", "x", "*"],
    ["Location", "https://h/?token=x&a=b", "https://h/?token=*&a=b"],
    ["X-Request-Id", "abc", "abc"],
    ["WWW-Authenticate", `Basic realm="x"`, `Basic realm="x"`],
  ])("%s: %s", (name, value, expected) => {
    expect(show(redactHeaders([[name, value]])[0]?.value ?? [])).toBe(expected);
  });
});

describe("text", () => {
  it.each([
    ["password=x y", "password=* y"],
    [`secret_key: "a b" c`, `secret_key: * c`],
    ["see https://u:p@h/", "see https://*@h/"],
    ["Authorization: Token abc def\nnext", "Authorization: *\nnext"],
    ["-----BEGIN RSA PRIVATE KEY-----\nabc", "*"],
    ["key AKIAABCDEFGHIJKLMNOP.", "key *."],
    ["a: b\npassword: |\n  line\n  line\nc: d", "a: b\npassword: *c: d"],
    ["next: token=x", "next: token=*"],
    ["nothing to hide: 5", "nothing to hide: 5"],
  ])("%j", (text, expected) => {
    expect(show(redactText(text))).toBe(expected);
  });

  it.each(["=", '"', "<", "a=", "eyJ-", "a:", "[{", "</", "<!--", '<a "', "-----BEGIN PRIVATE KEY-----", "://", "password="])("is read in linear time: %s", (unit) => {
    // What were quadratic would run into the test's time limit.
    const text = unit.repeat(Math.ceil(65_536 / unit.length));
    for (const read of [redactText, redactJson, redactXml, redactUrl]) expect(whole(read(text))).toBe(text);
  });
});

describe("documents of any shape", () => {
  const SECRETS = ["password", "adminPass", "api_key", "X-Auth-Token", "client_secret", "privateKey", "Signature", "session_token", "AWSAccessKeyId", "cookie"];
  const OTHERS = ["name", "id", "items", "Action", "KeyName", "NextToken", "size", "a-b", "état", "x"];

  /** Numbers from 0 to `below` in an order that a seed decides (mulberry32). */
  function random(seed: number): (below: number) => number {
    let state = seed;
    return (below) => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
    };
  }

  type Node = string | readonly Node[] | { readonly [name: string]: Node };

  function grow(pick: (below: number) => number, depth: number, secret: boolean): Node {
    const kind = depth === 0 ? 0 : pick(3);
    if (kind === 0) return secret ? `HIDDEN ${pick(1e6)} "<&'=,{[\\` : `plain ${pick(1e6)} "<&'=,{[\\`;
    const size = pick(4);
    if (kind === 1) return Array.from({ length: size }, () => grow(pick, depth - 1, secret));
    const names = Array.from({ length: size }, () => (pick(2) === 0 ? (SECRETS[pick(SECRETS.length)] ?? "") : (OTHERS[pick(OTHERS.length)] ?? "")));
    return Object.fromEntries(names.map((name) => [name, grow(pick, depth - 1, secret || SECRETS.includes(name))]));
  }

  const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

  function xmlOf(node: Node, name = "root"): string {
    if (typeof node === "string") return `<${name}>${escape(node)}</${name}>`;
    if (Array.isArray(node)) return `<${name}>${node.map((item: Node) => xmlOf(item, "item")).join("\n")}</${name}>`;
    return `<${name}>${Object.entries(node).map(([key, value]) => xmlOf(value, key.replace(/^\W/, "x"))).join("")}</${name}>`;
  }

  function* pairs(node: Node, name = "q"): Generator<string> {
    if (typeof node === "string") yield `${encodeURIComponent(name)}=${encodeURIComponent(node)}`;
    else for (const [key, value] of Object.entries(node)) yield* pairs(value, `${name}[${key}]`);
  }

  it("keep their secrets, are else as they were, and may end anywhere", () => {
    let hidden = 0;
    for (let seed = 1; seed <= 400; seed += 1) {
      const node = grow(random(seed), 4, false);
      const cut = random(-seed);
      for (const [text, read] of [[JSON.stringify(node), redactJson], [JSON.stringify(node, null, 2), redactJson], [xmlOf(node), redactXml], [[...pairs(node)].join("&"), redactForm]] as const) {
        if (text.includes("HIDDEN")) hidden += 1;
        for (const part of [text, text.slice(0, cut(text.length + 1))]) {
          expect(whole(read(part))).toBe(part);
          expect(show(read(part))).not.toContain("HIDDEN");
        }
      }
    }
    expect(hidden).toBeGreaterThan(400);
  });
});

describe("whole entries", () => {
  it("hide a form with files as a whole", async () => {
    const sent = `--b\r\nContent-Disposition: form-data; name="password"\r\n\r\n${SECRET}\r\n--b--`;
    expect(await rendered(recorded({ request: { headers: [["Content-Type", "multipart/form-data; boundary=b"]] }, sent }))).not.toContain(SECRET);
  });

  it("show what is not secret", async () => {
    const shown = await rendered(recorded({ request: { target: "/v2/droplets?page=2" }, received: `{"droplets": [{"name": "web-1"}]}` }));
    expect(shown).toContain("/v2/droplets?page=2");
    expect(shown).toContain(`"name": "web-1"`);
  });
});
