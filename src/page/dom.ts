/** Makes elements; text goes in as text. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  children: readonly (Node | string)[] = [],
): HTMLElementTagNameMap[K] {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
}

/** The element of the page with this id. @throws TypeError when the page lacks it, or it is of another kind */
export function byId<T extends HTMLElement>(id: string, kind: new () => T): T {
  const node = document.getElementById(id);
  if (!(node instanceof kind)) throw new TypeError(`the page has no ${kind.name} #${id}`);
  return node;
}

/** Resolves when every element of the page is there. A script that the parser does not wait for may run before. */
export async function documentParsed(): Promise<void> {
  if (document.readyState !== "loading") return;
  await new Promise((resolve) => addEventListener("DOMContentLoaded", resolve, { once: true }));
}

/** Resolves when the page's style sheets hold, or cannot be had: until then nothing on it has its size. */
export async function stylesLoaded(): Promise<void> {
  const waiting = [...document.querySelectorAll("link")].filter(({ rel, sheet }) => rel === "stylesheet" && sheet === null);
  await Promise.all(waiting.map((link) => new Promise((resolve) => (link.onload = link.onerror = resolve))));
}
