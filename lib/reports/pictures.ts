const box = ["x", "y", "width", "height"];
const places = [...box, "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "d", "points"];

/** What says where a mark is: the chart library writes more, which no reader of SVG knows. */
const placesOf: Readonly<Record<string, readonly string[]>> = {
  svg: ["width", "height"],
  rect: [...box, "rx", "ry"],
  pattern: box,
  line: ["x1", "x2", "y1", "y2"],
  circle: ["cx", "cy", "r"],
  path: ["d"],
  text: ["x", "y", "dx", "dy"],
  tspan: ["x", "y", "dx", "dy"],
  polygon: ["points"],
  polyline: ["points"],
};
const unknown = ["name", "radius", "orientation", "angle", "offset", "type"];

/** The same with numbers of so many decimals at most. */
export const short = (text: string, decimals: number): string =>
  text.replaceAll(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (number) => String(Number(Number(number).toFixed(decimals))));

function placed(mark: Element): void {
  const known = placesOf[mark.tagName.toLowerCase()] ?? [];
  for (const name of [...places, ...unknown]) if (!known.includes(name)) mark.removeAttribute(name);
  // Hundredths of a pixel are enough.
  for (const name of [...known, "transform"]) {
    const value = mark.getAttribute(name);
    if (value?.includes(".")) mark.setAttribute(name, short(value, 2));
  }
}

/** Without groups that hold nothing or say nothing of what they hold, and without what nothing refers to. */
function ungrouped(group: Element): void {
  const kind = group.tagName.toLowerCase();
  if (group.childNodes.length === 0 || (kind === "clippath" && group.id === "")) group.remove();
  else if (kind === "g" && group.attributes.length === 0) group.replaceWith(...Array.from(group.childNodes));
}

/** Takes a picture out of the element that the chart library puts it in. */
export function unwrapped(picture: Element): void {
  const wrapper = picture.parentElement;
  if (!wrapper?.classList.contains("recharts-wrapper") || wrapper.children.length > 1) return;
  wrapper.replaceWith(picture);
  picture.removeAttribute("style");
}

/** Leaves of a picture what is seen and what names it, and gives it a box that it can be scaled by. */
export function lightened(picture: Element): void {
  const [width, height] = [picture.getAttribute("width"), picture.getAttribute("height")];
  if (!picture.hasAttribute("viewBox") && Number(width) > 0 && Number(height) > 0)
    picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
  for (const mark of [picture, ...Array.from(picture.querySelectorAll("*"))]) placed(mark);
  for (const group of Array.from(picture.querySelectorAll("g, defs, clipPath")).toReversed()) ungrouped(group);
}
