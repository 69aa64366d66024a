/**
 * What xterm 6.0 does more often than frames are drawn, or for nothing; it has no options for that. Both made the browser compute its
 * layout anew while output pours in.
 */
import type { Terminal as Xterm } from "@xterm/xterm";

/** Parts of xterm that have no public names. */
interface Core {
  readonly _selectionService: SelectionService;
  /** Moves the hidden text field to the cursor, where input methods show what they compose. */
  _syncTextArea(): void;
}

interface SelectionService {
  readonly hasSelection: boolean;
  refresh(isMouse?: boolean): void;
}

/** @param xterm opened already */
export function drawOnce(xterm: Xterm): void {
  const { _core: core } = xterm as unknown as { readonly _core: Core };
  redrawSelections(core._selectionService);
  const sync = core._syncTextArea.bind(core);
  core._syncTextArea = () => undefined; // it is called for each write
  xterm.onRender(sync);
}

/** Each line that scrolls has the selection drawn, and all rows with it, also where nothing is selected. */
function redrawSelections(service: SelectionService): void {
  const refresh = service.refresh.bind(service);
  let drawn = false;
  service.refresh = (isMouse) => {
    if (!service.hasSelection && !drawn) return;
    drawn = service.hasSelection; // one that is gone is to be erased
    refresh(isMouse);
  };
}
