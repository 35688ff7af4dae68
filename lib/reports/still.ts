/** Classes that answer to a pointer, that hold while something scrolls, that cut what a pointer would tell, or that nothing on paper refers to. */
const live =
  /(?:^|:)(?:hover|active|enabled|disabled|focus[a-z-]*):|(?:^|:)(?:cursor|touch|select|transition|recharts)-|(?:^|:)(?:sticky|truncate|recharts\w*)$/;
/** Attributes that are of use on screen alone. */
const idle = ["tabindex", "title", "data-at", "data-selected"];
const places = ["d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "points", "transform"];
const reference = /url\(["']?#([^)"']+)["']?\)/g;

/** Hundredths of a pixel are enough. */
const short = (text: string) =>
  text.replaceAll(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (number) => String(Number(Number(number).toFixed(2))));

function stillClass(element: Element): void {
  const words = (element.getAttribute("class") ?? "").split(/\s+/).filter((word) => word !== "" && !live.test(word));
  if (words.length === 0) element.removeAttribute("class");
  else element.setAttribute("class", words.join(" "));
}

/** A picture by itself has a box that it can be scaled by. */
function boxed(svg: Element): void {
  const [width, height] = [svg.getAttribute("width"), svg.getAttribute("height")];
  if (!svg.hasAttribute("viewBox") && Number(width) > 0 && Number(height) > 0)
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
}

/** Gives what is referred to an id of this name, the nearest where several are called the same; others need none. */
function rename(all: readonly Element[], name: string): void {
  const owners = all.filter((element) => element.id !== "").map((element) => ({ element, id: element.id }));
  const ids = new Map<Element, string>();
  const newId = (from: Element, id: string): string | null => {
    const own = owners.filter((owner) => owner.id === id).map(({ element }) => element);
    const target = own.find((element) => element.closest("svg") === from.closest("svg")) ?? own[0];
    if (!target) return null;
    const given = ids.get(target) ?? `${name}-${ids.size}`;
    ids.set(target, given);
    return given;
  };
  for (const element of all)
    for (const { name: attribute, value } of Array.from(element.attributes))
      if (value.includes("url("))
        element.setAttribute(
          attribute,
          value.replaceAll(reference, (text, id: string) => {
            const given = newId(element, id);
            return given === null ? text : `url(#${given})`;
          }),
        );
  for (const { element } of owners) {
    const given = ids.get(element);
    if (given === undefined) element.removeAttribute("id");
    else element.id = given;
  }
}

/** Takes from what was drawn all that is of use on screen alone, and sets its ids apart by a name. */
export function stilled(host: Element, name: string): Element {
  const all = Array.from(host.querySelectorAll("*"));
  for (const element of all) {
    if (element.hasAttribute("class")) stillClass(element);
    for (const attribute of idle) element.removeAttribute(attribute);
    for (const place of places) {
      const value = element.getAttribute(place);
      if (value?.includes(".")) element.setAttribute(place, short(value));
    }
    if (element.tagName.toLowerCase() === "svg") boxed(element);
  }
  rename(all, name);
  return host;
}
