/**
 * The page's entry. It does one thing, before the larger part of the page is even there: it lets the interpreter boot, which takes
 * longest.
 */
import "@xterm/xterm/css/xterm.css";
import "./page.css";
import { imageSource } from "virtual:image";
import { Image } from "../broker/image.ts";
import { CellSupply } from "./cells.ts";
import { byId } from "./dom.ts";

const base = new URL(document.baseURI);
const image = new Image(imageSource(base));
const cells = new CellSupply(image, byId("cell", HTMLIFrameElement));
cells.prepare();

const { openShell } = await import("./shell.ts");
openShell(base, image, cells);
