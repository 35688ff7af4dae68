const kebab = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A style that keeps whatever it is given. */
function styleOf(element: Element): object {
  const kept = new Map<string, string>();
  const write = (name: string, value: unknown) => {
    const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
    if (text === "") kept.delete(name);
    else kept.set(name, text);
    element.setAttribute("style", [...kept].map(([own, given]) => `${own}: ${given};`).join(" "));
    return true;
  };
  return new Proxy(
    {},
    {
      set: (_, name, value) => write(kebab(String(name)), value),
      get: (_, name) => (name === "setProperty" ? write : (kept.get(kebab(String(name))) ?? "")),
    },
  );
}

const keep = (element: Element) => Object.defineProperty(element, "style", { value: styleOf(element) });

/** Lets elements that are made from now on keep their styles as written: a document in memory leaves out values that it does not know. */
export function keepStyles(document: Document): void {
  const make = document.createElementNS.bind(document);
  // Elements that are made by their name alone are made by this, too.
  const value = (space: string, name: string) => keep(make(space, name));
  Object.defineProperty(document, "createElementNS", { value });
}
