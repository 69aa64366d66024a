/** The dialogs for files that go to Python or come from it. A browser wants a click for both, and so does the person's safety. */
import type { FileDialogs } from "../../broker/files.ts";
import { MAX_TRANSFER_BYTES } from "../../protocol/ask.ts";
import * as text from "../../text/transfers.ts";
import { element } from "../dom.ts";
import { download } from "../download.ts";
import type { Modals } from "./modal.ts";

const LABEL = "transfer-question";

export class TransferDialogs implements FileDialogs {
  /** @param asker who gets or gives files */
  constructor(
    readonly modals: Modals,
    readonly asker: () => string,
  ) {}

  async pick(signal: AbortSignal): Promise<readonly File[]> {
    const input = element("input", { type: "file", multiple: true });
    input.setAttribute("aria-label", text.files);
    const upload = element("button", { value: "yes", disabled: true }, [text.upload]);
    input.addEventListener("change", () => (upload.disabled = input.files?.length === 0));
    const limit = element("p", {}, [text.limit(megabytes(MAX_TRANSFER_BYTES))]);
    const answer = await this.modals.show(() => form(text.whichFiles(this.asker()), [input, limit], upload), LABEL, signal);
    return answer === "yes" ? [...(input.files ?? [])] : [];
  }

  async save(content: Blob, name: string, signal: AbortSignal): Promise<boolean> {
    const confirm = element("button", { value: "yes" }, [text.save]);
    confirm.addEventListener("click", () => download(content, name));
    const file = element("p", { className: "destination" }, [name]);
    const size = element("p", {}, [text.madeByCode(sizeText(content.size))]);
    return (await this.modals.show(() => form(text.wantsToSave(this.asker()), [file, size], confirm), LABEL, signal)) === "yes";
  }
}

function form(question: string, content: readonly HTMLElement[], confirm: HTMLButtonElement): HTMLFormElement {
  const decline = element("button", { value: "", autofocus: true }, [text.cancel]);
  return element("form", { method: "dialog" }, [element("p", { id: LABEL }, [question]), ...content, element("menu", {}, [decline, confirm])]);
}

function megabytes(size: number): string {
  return (size / 1e6).toFixed(0);
}

function sizeText(size: number): string {
  if (size >= 1e6) return `${(size / 1e6).toFixed(1)} MB`;
  return size >= 1e3 ? `${(size / 1e3).toFixed(1)} kB` : text.bytes(size);
}
