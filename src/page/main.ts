/**
 * The page's entry. It does one thing, before the larger part of the page is even there: it lets the interpreter boot, which takes
 * longest; in an isolated page, where one can be had.
 */
import { imageSource } from "virtual:image";
import { Image } from "../broker/image.ts";
import { isolate } from "../broker/site/isolation.ts";
import { browserStore } from "../broker/store.ts";
import { CellSupply } from "./cells.ts";
import { byId, documentParsed, stylesLoaded } from "./dom.ts";
import { isEmbedded, parameter } from "./embed/embedded.ts";
import { PageTheme } from "./look/theme.ts";
import { tellNotLoaded, unobstructed } from "./obstacle.ts";

/** The longest that the terminal waits until the cell has work, which would else wait for the terminal (milliseconds). */
const PATIENCE = 100;

const folder = new URL(".", document.baseURI);
const image = new Image(imageSource(folder));
const embedded = isEmbedded();
if (embedded) document.documentElement.dataset["embedded"] = ""; // for the style sheet
const store = embedded ? null : browserStore(folder);
/** The page is not painted before it is known (`blocking="render"`). */
const theme = new PageTheme(store, embedded ? parameter("theme") : null);

async function open(): Promise<void> {
  if (!embedded && (await isolate(folder))) return;
  await documentParsed();
  if (!unobstructed()) return;
  const cells = new CellSupply(image, byId("cell", HTMLIFrameElement));
  const { equipment } = cells.prepare();
  const { openShell } = await import("./shell.ts").catch((error: unknown) => {
    tellNotLoaded();
    throw error;
  });
  await stylesLoaded();
  await Promise.race([equipment.occupied, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  await openShell({ folder, image, cells, store, theme, embedded });
}

void open();
