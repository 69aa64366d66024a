/**
 * One picture as an element. It is shown by an `<img>` with a `data:` URL, in which the browser runs no script of an SVG and loads
 * nothing for it.
 */
import { FailureError } from "../../protocol/errors.ts";
import type { Picture } from "../../protocol/picture.ts";
import * as text from "../../text/pictures.ts";
import { element } from "../dom.ts";

const ENDINGS: Readonly<Record<Picture["mime"], string>> = { "image/png": "png", "image/svg+xml": "svg" };
/** What browsers take for a picture that does not say (CSS 2.1, § 10.3.2). */
const UNSIZED = { width: 300, height: 150 };

export interface Drawing {
  readonly figure: HTMLElement;
  /** As it wants to be, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  /** In CSS pixels. */
  resize(width: number, height: number): void;
  /** Within what holds the figure, in CSS pixels. */
  move(top: number, height: number): void;
  focus(): void;
}

/** @throws FailureError when the browser cannot draw it */
export async function drawPicture(picture: Picture, number: number): Promise<Drawing> {
  const image = element("img", { alt: picture.alt, src: await dataUrl(picture) });
  await image.decode().catch(() => {
    throw new FailureError("bad-ask", text.cannotDraw);
  });
  const name = `picture-${number}.${ENDINGS[picture.mime]}`;
  const button = element("button", { type: "button", title: text.saveTitle(name), onclick: () => save(picture, name) }, [text.save]);
  button.setAttribute("aria-label", text.saveOf(picture.alt));
  const figure = element("figure", { className: "picture" }, [image, button]);
  return {
    figure,
    width: image.naturalWidth || UNSIZED.width,
    height: image.naturalHeight || UNSIZED.height,
    bytes: picture.data.length,
    resize: (width, height) => Object.assign(image.style, { width: `${width}px`, height: `${height}px` }),
    move: (top, height) => Object.assign(figure.style, { top: `${top}px`, height: `${height}px` }),
    focus: () => button.focus({ preventScroll: true }),
  };
}

function dataUrl({ mime, data }: Picture): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new FailureError("internal", text.cannotRead));
    reader.readAsDataURL(new Blob([data], { type: mime }));
  });
}

/** As bytes of no type: a `blob:` URL has the page's origin, and an SVG that is opened by it would run its scripts there. */
function save({ data }: Picture, name: string): void {
  const url = URL.createObjectURL(new Blob([data], { type: "application/octet-stream" }));
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url));
}
