import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { closeAfterTest } from "./harness.ts";

/** Addresses by name. */
export type Zone = Readonly<Record<string, readonly string[]>>;

/** A DNS-over-HTTPS resolver that knows one zone, and the questions that it was asked; it takes its time to answer. */
export async function startResolver(zone: Zone, milliseconds = 0): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? "/", "http://resolver");
    const [name, type] = [searchParams.get("name") ?? "", searchParams.get("type") ?? ""];
    asked.push(`${type} ${name}`);
    response.setHeader("Content-Type", "application/dns-json");
    setTimeout(() => response.end(JSON.stringify(answer(zone[name], name, type === "AAAA"))), milliseconds);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  closeAfterTest(async () => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

function answer(addresses: readonly string[] | undefined, name: string, six: boolean): object {
  if (addresses === undefined) return { Status: 3 };
  const wanted = addresses.filter((address) => address.includes(":") === six);
  const records = wanted.map((data) => ({ name: "alias.example", type: six ? 28 : 1, data }));
  return { Status: 0, Answer: [{ name, type: 5, data: "alias.example." }, ...records] };
}
