/** Statements that do not outlive the tab. */
import { describe, expect, it } from "vitest";
import { mayHoldCredential } from "../../src/broker/credentials.ts";
import { History } from "../../src/broker/history.ts";
import { storeOf } from "./stores.ts";

const HELD = [
  'ec2 = get_driver("ec2")("AKIDEXAMPLE", "wJalrXUtnFEMI")',
  "get_driver(Provider.EC2)('me', 'mine', region='eu-west-1')",
  'cls = get_driver("gce"); d = cls("me@x", "key.json", project="p")',
  "driver = EC2NodeDriver('a', 'b')",
  "secret = 'hush'",
  "my_api_key: str = 'hush'",
  'config = {"password": "hush"}',
  'os.environ["AWS_SECRET_ACCESS_KEY"] = "hush"',
  "connect(host, user='me', token=b'hush')",
  "requests.get(url, auth=('me', 'hush'))",
  "requests.get('https://me:hush@example.org/')",
  "requests.get(url, headers={'Authorization': 'Bearer abc'})",
  "x = 'AKIAIOSFODNN7EXAMPLE'",
  "x = 'ghp_16C7e42F292c6912E7'",
  "x = 'wJalrXUtnFEMI7K7MDENGbPxRfiCYEXAMPLEKEY'",
  "pem = '''-----BEGIN RSA PRIVATE KEY-----\nMIIE'''",
  "%env AWS_SECRET_ACCESS_KEY=hush",
  "def login():\n    return Cloud('me', passwd='hush')",
];

const KEPT = [
  "1 + 1",
  "from libcloud.compute.providers import get_driver",
  "driver.list_nodes()",
  'get_driver("dummy")(0)',
  "for node in nodes: print(node.name)",
  "[size for size in driver.list_sizes() if size.ram > 2048]",
  "import libcloud.compute.drivers.ec2 as ec2",
  "print('hello, world')",
  "help(get_driver)",
  "%env STAGE=blue",
  "%env",
];

describe("a statement that", () => {
  it.each(HELD)("may hold a credential: %s", (statement) => expect(mayHoldCredential(statement)).toBe(true));
  it.each(KEPT)("holds none: %s", (statement) => expect(mayHoldCredential(statement)).toBe(false));
});

it("the history recalls it, and does not store it", () => {
  const stored = new Map<string, string>();
  const history = new History(storeOf(stored));
  for (const statement of [...HELD, ...KEPT]) history.add(statement);
  history.flush();
  expect(history.entries).toEqual([...HELD, ...KEPT]);
  expect(JSON.parse([...stored.values()].join(""))).toEqual(KEPT);
});
