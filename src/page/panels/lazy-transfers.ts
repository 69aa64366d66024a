/** The dialogs for files, whose code comes when the first of them is wanted. */
import type { FileDialogs } from "../../broker/files.ts";
import type { ModalEvents } from "./modal.ts";

export function lazyTransfers(events: ModalEvents): FileDialogs {
  let loading: Promise<FileDialogs> | null = null;
  const load = async (): Promise<FileDialogs> => {
    const [{ Modals }, { TransferDialogs }] = await Promise.all([import("./modal.ts"), import("./transfers.ts")]);
    return new TransferDialogs(new Modals(document.body, events));
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
