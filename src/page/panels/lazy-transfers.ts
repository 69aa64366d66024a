/** The dialogs for files, whose code comes when the first of them is wanted. */
import type { FileDialogs } from "../../broker/files.ts";
import { lazy } from "../lazy.ts";
import { partForPython } from "../parts.ts";
import type { Modals } from "./modal.ts";

export function lazyTransfers(modals: Modals, asker: () => string): FileDialogs {
  const dialogs = lazy(async (): Promise<FileDialogs> => {
    const { TransferDialogs } = await import("./transfers.ts");
    return new TransferDialogs(modals, asker);
  });
  return {
    pick: async (signal) => (await partForPython("file", dialogs)).pick(signal),
    save: async (content, name, signal) => (await partForPython("file", dialogs)).save(content, name, signal),
  };
}
