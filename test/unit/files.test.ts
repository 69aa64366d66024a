/** Files between the person's computer and the interpreter, at the broker. */
import { describe, expect, it } from "vitest";
import { FileTransfers, type FileDialogs } from "../../src/broker/files.ts";
import { MAX_TRANSFER_BYTES } from "../../src/protocol/ask.ts";
import "./with-resolvers.ts";

const signal = new AbortController().signal;
const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** Dialogs of a person who answers as told, and what they were asked. */
function person(answers: { readonly files?: readonly File[]; readonly saves?: boolean }): FileDialogs & { readonly asked: string[]; readonly saved: string[] } {
  const asked: string[] = [];
  const saved: string[] = [];
  return {
    asked,
    saved,
    pick: () => {
      asked.push("pick");
      return Promise.resolve(answers.files ?? []);
    },
    save: async (content, name) => {
      asked.push(name);
      if (answers.saves === true) saved.push(await content.text());
      return answers.saves === true;
    },
  };
}

const put = (offset: number, text: string) => ({ op: "files.put", offset, data: bytes(text) }) as const;
const save = (size: number) => ({ op: "files.save", name: "a.txt", size }) as const;

describe("a download", () => {
  it("is the pieces, in one question", async () => {
    const asked = person({ saves: true });
    const transfers = new FileTransfers(asked);
    await transfers.handle(put(0, "left"), signal);
    await transfers.handle(put(4, "right"), signal);
    expect(await transfers.handle(save(9), signal)).toEqual({ value: { saved: true } });
    expect(asked).toMatchObject({ asked: ["a.txt"], saved: ["leftright"] });
  });

  it("may be empty, and the one before is no part of it", async () => {
    const asked = person({ saves: true });
    const transfers = new FileTransfers(asked);
    await transfers.handle(put(0, "left over"), signal);
    await transfers.handle(save(0), signal);
    expect(asked.saved).toEqual([""]);
  });

  it("with a piece missing asks nobody", async () => {
    const asked = person({ saves: true });
    const transfers = new FileTransfers(asked);
    await transfers.handle(put(0, "left"), signal);
    await expect(transfers.handle(put(5, "right"), signal)).rejects.toMatchObject({ code: "bad-ask" });
    await expect(transfers.handle(save(9), signal)).rejects.toMatchObject({ code: "bad-ask" });
    expect(asked.asked).toEqual([]);
  });

  it("has a limit, by what has come and not by what was said", async () => {
    const transfers = new FileTransfers(person({ saves: true }));
    const piece = new Uint8Array(MAX_TRANSFER_BYTES / 2);
    await transfers.handle({ op: "files.put", offset: 0, data: piece }, signal);
    await transfers.handle({ op: "files.put", offset: piece.length, data: piece }, signal);
    await expect(transfers.handle(put(MAX_TRANSFER_BYTES, "x"), signal)).rejects.toMatchObject({ code: "too-large" });
  });

  it("that was declined is not asked about again before the next statement", async () => {
    const asked = person({ saves: false });
    const transfers = new FileTransfers(asked);
    expect(await transfers.handle(save(0), signal)).toEqual({ value: { saved: false } });
    await expect(transfers.handle(save(0), signal)).rejects.toMatchObject({ code: "denied" });
    await expect(transfers.handle({ op: "files.pick" }, signal)).rejects.toMatchObject({ code: "denied" });
    transfers.onStatement();
    await transfers.handle(save(0), signal);
    expect(asked.asked).toEqual(["a.txt", "a.txt"]);
  });
});

it("one question stands at a time", async () => {
  const answer = Promise.withResolvers<boolean>();
  const transfers = new FileTransfers({ ...person({}), save: () => answer.promise });
  const first = transfers.handle(save(0), signal);
  await expect(transfers.handle(save(0), signal)).rejects.toMatchObject({ code: "too-many" });
  await expect(transfers.handle({ op: "files.pick" }, signal)).rejects.toMatchObject({ code: "too-many" });
  answer.resolve(true);
  expect(await first).toEqual({ value: { saved: true } });
});

it("a question that is withdrawn leaves room for the next", async () => {
  const asked = person({ saves: true });
  const transfers = new FileTransfers({ ...asked, pick: () => Promise.reject(new DOMException("withdrawn", "AbortError")) });
  await expect(transfers.handle({ op: "files.pick" }, signal)).rejects.toThrow("withdrawn");
  expect(await transfers.handle(save(0), signal)).toEqual({ value: { saved: true } });
});

describe("an upload", () => {
  it("is read in pieces, and only what was chosen", async () => {
    const transfers = new FileTransfers(person({ files: [new File(["libcloud"], "a.txt")] }));
    expect(await transfers.handle({ op: "files.pick" }, signal)).toEqual({ value: { files: [{ name: "a.txt", size: 8 }] } });
    expect(await transfers.handle({ op: "files.read", file: 0, offset: 3 }, signal)).toEqual({ value: {}, data: [bytes("cloud")] });
    await expect(transfers.handle({ op: "files.read", file: 1, offset: 0 }, signal)).rejects.toMatchObject({ code: "bad-ask" });
    transfers.onStatement();
    await expect(transfers.handle({ op: "files.read", file: 0, offset: 0 }, signal)).rejects.toMatchObject({ code: "bad-ask" });
  });

  it("has a limit", async () => {
    const large = Object.defineProperty(new File([], "large"), "size", { value: MAX_TRANSFER_BYTES + 1 });
    await expect(new FileTransfers(person({ files: [large] })).handle({ op: "files.pick" }, signal)).rejects.toMatchObject({
      code: "too-large",
      message: "That is 100 MB; the most is 100 MB at a time.",
    });
  });

  it("of nothing is a no", async () => {
    const transfers = new FileTransfers(person({}));
    await transfers.handle({ op: "files.pick" }, signal);
    await expect(transfers.handle({ op: "files.pick" }, signal)).rejects.toMatchObject({ code: "denied" });
  });
});
