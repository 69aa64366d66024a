/** Browser storage, in the forms in which pages meet it. */
import type { Store } from "../../src/broker/store.ts";

export function storeOf(items: Map<string, string> = new Map()): Store {
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

export const FORBIDDEN: Store = {
  getItem: () => {
    throw new DOMException("no", "SecurityError");
  },
  setItem: () => {
    throw new DOMException("full", "QuotaExceededError");
  },
  removeItem: () => {
    throw new DOMException("no", "SecurityError");
  },
};
