/** A request as the interpreter announces it, with what a test is about changed. */
import type { RequestHead } from "../../src/protocol/http.ts";

export const requestHead = (changes: Partial<RequestHead> = {}): RequestHead => ({
  scheme: "https",
  host: "a.example",
  port: 443,
  method: "GET",
  target: "/",
  headers: [],
  connectTimeout: null,
  ...changes,
});
