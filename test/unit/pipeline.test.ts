import { describe, expect, it } from "vitest";
import { AnswerWriter } from "../../src/cell/frame/answers.ts";
import { failure, success, type Answer } from "../../src/protocol/answer.ts";
import { Mailbox } from "../../src/protocol/mailbox.ts";
import { Upcalls } from "../../workers/interpreter/channel.ts";
import { SharedChannel } from "../../workers/interpreter/shared-channel.ts";

interface Ask {
  readonly id: number;
  readonly op: string;
}

/** A worker's channel, and the page's side of it. The page answers at once what it is told to, since nothing here may block. */
function connected(): { channel: SharedChannel; asks: Ask[]; told: unknown[]; answer(answer: Answer): void } {
  const mailbox = Mailbox.allocate();
  const writer = new AnswerWriter(mailbox);
  const asks: Ask[] = [];
  const told: unknown[] = [];
  const port = {
    postMessage: ({ ask, tell }: { ask?: Ask; tell?: unknown }): void => {
      if (ask !== undefined) asks.push(ask);
      if (tell !== null && tell !== undefined) told.push(tell);
    },
  };
  const channel = new SharedChannel(mailbox, new Upcalls(port as unknown as MessagePort), () => writer.resume());
  return { channel, asks, told, answer: (answer) => writer.send(answer) };
}

const EXCHANGE = '{"exchange": 1}';
const OTHER = '{"exchange": 2}';
const bytes = (...values: number[]): Uint8Array<ArrayBuffer> => Uint8Array.from(values);
const ops = (asks: readonly Ask[]): string[] => asks.map(({ id, op }) => `${id} ${op}`);

describe("reading a response", () => {
  it("asks for the next bytes before they are wanted, until the end", () => {
    const { channel, asks, answer } = connected();
    answer(success(1, { ended: false }, [bytes(1)]));
    expect(channel.ask("http.read", EXCHANGE, undefined, 1000)).toMatchObject({ ok: true, data: bytes(1) });
    expect(ops(asks)).toEqual(["1 http.read", "2 http.read", "3 http.read"]);
    answer(success(2, { ended: false }, [bytes(2)]));
    expect(channel.ask("http.read", EXCHANGE, undefined, 1000)).toMatchObject({ ok: true, data: bytes(2) });
    expect(ops(asks)).toEqual(["1 http.read", "2 http.read", "3 http.read", "4 http.read"]);
    answer(success(3, { ended: true }, [bytes(3)]));
    expect(channel.ask("http.read", EXCHANGE, undefined, 1000)).toMatchObject({ ok: true, data: bytes(3) });
    expect(asks).toHaveLength(4);
  });

  it("keeps what comes while something else is waited for", () => {
    const { channel, answer } = connected();
    answer(success(1, { ended: false }, [bytes(1)]));
    channel.ask("http.read", EXCHANGE, undefined, 1000);
    answer(success(2, { ended: true }, [bytes(2, 2)]));
    answer(failure(3, { code: "no-exchange", message: "It has ended." }));
    answer(success(4, {}, [bytes(4, 4, 4)]));
    expect(channel.ask("http.open", OTHER, undefined, 1000)).toMatchObject({ data: bytes(4, 4, 4) });
    expect(channel.ask("http.read", EXCHANGE, undefined, 1000)).toMatchObject({ data: bytes(2, 2) });
  });

  it("drops what comes for an exchange that is over", () => {
    const { channel, asks, answer } = connected();
    answer(success(1, { ended: false }, [bytes(1)]));
    channel.ask("http.read", EXCHANGE, undefined, 1000);
    channel.tell("http.close", EXCHANGE);
    answer(success(2, { ended: false }, [bytes(2)]));
    answer(success(3, { ended: true }, [bytes(3)]));
    answer(success(4, { ended: true }, [bytes(4)]));
    expect(channel.ask("http.read", EXCHANGE, undefined, 1000)).toMatchObject({ data: bytes(4) });
    expect(asks).toHaveLength(4);
  });

  it("cancels the ask that was given up, whoever began it", () => {
    const { channel, told, answer } = connected();
    answer(success(1, { ended: false }, [bytes(1)]));
    channel.ask("http.read", EXCHANGE, undefined, 1000);
    expect(channel.ask("http.read", EXCHANGE, undefined, 1)).toEqual({ outcome: "timeout" });
    expect(told).toEqual([{ op: "cancel", value: { id: 2 } }]);
  });
});

describe("writing a request", () => {
  it("waits for a piece when the next one is there, and for the last before it ends the request", () => {
    const { channel, asks, answer } = connected();
    expect(channel.ask("http.write", EXCHANGE, bytes(1), 1)).toMatchObject({ ok: true });
    expect(channel.ask("http.write", EXCHANGE, bytes(2), 1)).toEqual({ outcome: "timeout" });
    expect(ops(asks)).toEqual(["1 http.write"]);
    expect(channel.ask("http.write", EXCHANGE, bytes(2), 1)).toMatchObject({ ok: true });
    answer(success(2, {}));
    answer(success(3, { status: 200 }));
    expect(channel.ask("http.finish", EXCHANGE, bytes(3), 1000)).toMatchObject({ ok: true, json: '{"status":200}' });
    expect(ops(asks)).toEqual(["1 http.write", "2 http.write", "3 http.finish"]);
  });

  it("tells with the next ask that a piece was refused", () => {
    const { channel, asks, answer } = connected();
    channel.ask("http.write", EXCHANGE, bytes(1), 1);
    answer(failure(1, { code: "denied", message: "No." }));
    expect(channel.ask("http.finish", EXCHANGE, bytes(2), 1000)).toMatchObject({ ok: false, json: '{"code":"denied","message":"No."}' });
    expect(asks).toHaveLength(1);
  });
});
