/** What a host does on a bad day, by the names of the files that it is asked for. */
import type { OutgoingHttpHeaders, ServerResponse } from "node:http";

/**
 * - "broken off": the connection ends in the middle
 * - "cut short": half of it, which pretends to be all
 * - "spoilt": one byte is another
 * - "refused": 503
 */
export type Fault = "broken off" | "cut short" | "spoilt" | "refused";

interface Rule {
  readonly part: string;
  readonly fault: Fault;
  skip: number;
  times: number;
}

interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly content: Buffer;
}

export class Faults {
  #rules: Rule[] = [];

  add(rule: Rule): void {
    this.#rules.push(rule);
  }

  clear(): void {
    this.#rules = [];
  }

  /** @returns false when nothing is wrong with the answer, and it is not sent */
  answer(path: string, answer: Answer, response: ServerResponse): boolean {
    const rule = this.#rules.find((each) => path.includes(each.part) && each.times > 0);
    if (rule === undefined) return false;
    rule.skip -= 1;
    if (rule.skip >= 0) return false;
    rule.times -= 1;
    send(rule.fault, answer, response);
    return true;
  }
}

function send(fault: Fault, { status, headers, content }: Answer, response: ServerResponse): void {
  const middle = content.length >> 1;
  const half = content.subarray(0, middle);
  switch (fault) {
    case "broken off":
      return void response.writeHead(status, headers).write(half, () => response.destroy());
    case "cut short":
      return void response.writeHead(status, { ...headers, "Content-Length": half.length }).end(half);
    case "spoilt":
      return void response.writeHead(status, headers).end(spoilt(content, middle));
    case "refused":
      return void response.writeHead(503, { ...headers, "Content-Length": 0 }).end();
  }
}

function spoilt(content: Buffer, at: number): Buffer {
  const changed = Buffer.from(content);
  changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
  return changed;
}
