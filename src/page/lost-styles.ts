/**
 * Style sheets that did not come. The bundler's loader asks for those of a part of the page once, and takes them for loaded the next
 * time; so they are asked for here again.
 */
import { element } from "./dom.ts";

const lost = new Set<string>();

addEventListener("error", ({ target }) => void (target instanceof HTMLLinkElement && lose(target)), { capture: true });

/** Resolves when all of them are there. @throws Error when one does not come again */
export async function recoverStyles(): Promise<void> {
  await Promise.all([...lost].map(recover));
}

function lose(link: HTMLLinkElement): void {
  if (link.rel !== "stylesheet") return;
  lost.add(link.href);
  link.remove();
}

function recover(href: string): Promise<void> {
  lost.delete(href); // it comes back when this fails, too
  const link = element("link", { rel: "stylesheet", crossOrigin: "", href });
  return new Promise((resolve, reject) => {
    link.onload = () => resolve();
    link.onerror = () => reject(new Error(`${href} cannot be fetched`));
    document.head.append(link);
  });
}
