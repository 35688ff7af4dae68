const reference = /url\(["']?#([^)"']+)["']?\)/g;

/** Gives what is referred to an id of this name: in the same picture where it is there, else the first. What nothing refers to needs none. */
export function setApart(all: readonly Element[], name: string): void {
  const owners = all.filter((element) => element.id !== "").map((element) => ({ element, id: element.id }));
  const given = new Map<Element, string>();
  const idFor = (from: Element, id: string): string | null => {
    const called = owners.filter((owner) => owner.id === id).map(({ element }) => element);
    const target = called.find((element) => element.closest("svg") === from.closest("svg")) ?? called[0];
    if (!target) return null;
    const own = given.get(target) ?? `${name}-${given.size}`;
    given.set(target, own);
    return own;
  };
  for (const element of all)
    for (const { name: attribute, value } of Array.from(element.attributes)) {
      if (!value.includes("url(")) continue;
      const refer = (text: string, id: string) => {
        const own = idFor(element, id);
        return own === null ? text : `url(#${own})`;
      };
      element.setAttribute(attribute, value.replaceAll(reference, refer));
    }
  for (const { element } of owners) {
    const own = given.get(element);
    if (own === undefined) element.removeAttribute("id");
    else element.id = own;
  }
}
