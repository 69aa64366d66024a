/** The dialogs for files, whose code comes when the first of them is wanted. */
import type { FileDialogs } from "../../broker/files.ts";
import type { Modals } from "./modal.ts";

export function lazyTransfers(modals: Modals, asker: () => string): FileDialogs {
  let loading: Promise<FileDialogs> | null = null;
  const load = async (): Promise<FileDialogs> => {
    const { TransferDialogs } = await import("./transfers.ts");
    return new TransferDialogs(modals, asker);
  };
  const dialogs = (): Promise<FileDialogs> => {
    loading ??= load();
    loading.catch(() => (loading = null)); // the network may be back when it is wanted again
    return loading;
  };
  return {
    pick: async (signal) => (await dialogs()).pick(signal),
    save: async (content, name, signal) => (await dialogs()).save(content, name, signal),
  };
}
