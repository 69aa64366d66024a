/** The composition root of all that a person sees: makes the parts, connects them, starts the session. */
import { loadConfig } from "../broker/config.ts";
import { browserStore, History } from "../broker/history.ts";
import type { Image } from "../broker/image.ts";
import { Network } from "../broker/network/network.ts";
import { RelayLane } from "../broker/network/relay.ts";
import { Policy } from "../broker/policy.ts";
import type { CellSupply } from "./cells.ts";
import { messageOf } from "../protocol/errors.ts";
import { byId } from "./dom.ts";
import { error } from "./notices.ts";
import { ConsentDialog } from "./panels/consent.ts";
import { StatusBar } from "./panels/status.ts";
import { Session } from "./session.ts";
import { Terminal } from "./terminal/terminal.ts";
import { watchTheme } from "./theme.ts";

/** From the first prompt on, which is being drawn (milliseconds). */
const EXTRAS_DELAY = 300;

export function openShell(base: URL, image: Image, cells: CellSupply): void {
  let session: Session | null = null;
  let extras: number | undefined;
  const terminal = new Terminal(byId("terminal", HTMLElement), {
    onData: (data) => session?.type(data),
    onResize: () => session?.resize(),
  });
  watchTheme((theme) => (terminal.theme = theme));
  terminal.focus();
  byId("find", HTMLButtonElement).addEventListener("click", () => void terminal.find());
  byId("save", HTMLButtonElement).addEventListener("click", () => {
    void terminal.save();
    terminal.focus();
  });

  const history = new History(browserStore());
  addEventListener("pagehide", () => history.flush());

  const policy = new Policy();

  const relay = loadConfig(base).then((config) => config.relay);
  relay.catch((reason: unknown) => terminal.write(error(messageOf(reason))));

  const lane = relay.then((url) => (url === null ? null : new RelayLane(url)));
  const dialog = new ConsentDialog(document.body, {
    onClosed: () => terminal.focus(),
    onInterrupt: () => session?.interrupt(),
  });

  const status = new StatusBar(() => {
    session?.restart();
    terminal.focus();
  });

  session = new Session({
    image,
    terminal,
    status,
    cells,
    history,
    newNetwork: () => new Network(policy, lane, async (head, signal) => dialog.ask(head, (await relay)?.origin ?? "", signal)),
    onStatement: () => policy.onStatement(),
    onPrompt: () => (extras ??= setTimeout(() => terminal.loadExtras().catch(() => undefined), EXTRAS_DELAY)), // or with the first key that needs them
  });

  image.onProgress = (received, expected) => session?.onProgress(received, expected);
  session.run().catch((reason: unknown) => terminal.write(error(messageOf(reason))));
}
