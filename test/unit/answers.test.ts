import { describe, expect, it } from "vitest";
import { AnswerWriter } from "../../src/cell/frame/answers.ts";
import { decodeAnswer, encodeAnswer, failure, failureOf, success, type Answer } from "../../src/protocol/answer.ts";
import { Mailbox } from "../../src/protocol/mailbox.ts";

/** Reads an answer as the worker does, but never blocks: `more` makes the other side go on. */
function receive(mailbox: Mailbox, more: () => void): Answer {
  return decodeAnswer((length) => {
    const target = new Uint8Array(length);
    for (let at = 0; at < length; ) {
      const count = mailbox.answers.read(target.subarray(at));
      at += count;
      if (count === 0) throw new Error("nothing more to read");
      if (mailbox.takeStarved()) more();
    }
    return target;
  });
}

describe("answers", () => {
  it("come back as they were encoded", () => {
    const pieces = encodeAnswer(success(0xffff_ffff, { ünï: [1, null] }, [Uint8Array.of(1), Uint8Array.of(2, 3)]));
    let stream = Buffer.concat(pieces);
    const answer = decodeAnswer((length) => {
      const taken = stream.subarray(0, length);
      stream = stream.subarray(length);
      return new Uint8Array(taken);
    });
    expect(answer).toEqual({ id: 0xffff_ffff, ok: true, json: '{"ünï":[1,null]}', data: [Uint8Array.of(1, 2, 3)] });
  });

  it("carry failures", () => {
    expect(failureOf(failure(1, { code: "denied", message: "No." }))).toEqual({ code: "denied", message: "No." });
  });

  it("larger than the ring arrive in pieces, in order, nothing lost", () => {
    const mailbox = Mailbox.allocate();
    const writer = new AnswerWriter(mailbox);
    const data = Uint8Array.from({ length: 3 * mailbox.answers.capacity + 12_345 }, (_, index) => (index * 31) & 255);
    writer.send(success(1, {}, [data.slice(0, 12_345), data.slice(12_345)]));
    writer.send(success(2, { last: true }));
    const first = receive(mailbox, () => writer.resume());
    expect(first.id).toBe(1);
    expect(Buffer.compare(Buffer.concat(first.data), data)).toBe(0);
    expect(receive(mailbox, () => writer.resume())).toMatchObject({ id: 2, json: '{"last":true}' });
  });
});
