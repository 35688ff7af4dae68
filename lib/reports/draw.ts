import type { ReactElement } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { stilled } from "./still";

/** Draws what stands on paper in a document, and reads it there. `name` sets its ids apart from those of what else stands in that text. Throws what a component throws. */
export function readDrawn<T>(element: ReactElement, document: Document, name: string, read: (host: Element) => T): T {
  const thrown: unknown[] = [];
  const host = document.body.appendChild(document.createElement("div"));
  const root = createRoot(host, { identifierPrefix: name, onUncaughtError: (error) => void thrown.push(error) });
  try {
    flushSync(() => root.render(element));
    // What marks register in effects is drawn with the next flush.
    flushSync(() => undefined);
    if (thrown.length > 0) throw thrown[0];
    return read(stilled(host, name));
  } finally {
    flushSync(() => root.unmount());
    host.remove();
  }
}

/** The same as text. As a letter a space that does not break is the same in every document, in XML too. */
export const drawn = (element: ReactElement, document: Document, name: string): string =>
  readDrawn(element, document, name, (host) => host.innerHTML.replaceAll("&nbsp;", "\u00a0"));
