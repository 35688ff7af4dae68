import { setApart } from "./ids";
import { lightened, short, unwrapped } from "./pictures";

/** Classes that answer to a pointer, that hold while something scrolls, that cut what a pointer would tell, or that no rule is about. */
const live =
  /(?:^|:)(?:hover|active|enabled|disabled|focus[a-z-]*):|(?:^|:)(?:cursor|touch|pointer-events|select|transition|z|recharts)-|^(?:sticky|truncate|xAxis|yAxis)$/;
/** Attributes that are of use on screen alone. */
const idle = ["tabindex", "title", "data-at", "data-selected"];

function stillClass(element: Element): void {
  const words = (element.getAttribute("class") ?? "").split(/\s+/).filter((word) => word !== "" && !live.test(word));
  if (words.length === 0) element.removeAttribute("class");
  else element.setAttribute("class", words.join(" "));
}

/** Takes from what was drawn all that is of use on screen alone, and sets its ids apart by a name. */
export function stilled(host: Element, name: string): Element {
  for (const picture of Array.from(host.querySelectorAll("svg"))) unwrapped(picture);
  setApart(Array.from(host.querySelectorAll("*")), name);
  for (const element of Array.from(host.querySelectorAll("*"))) {
    if (element.hasAttribute("class")) stillClass(element);
    for (const attribute of idle) element.removeAttribute(attribute);
    const style = element.getAttribute("style");
    if (style?.includes(".")) element.setAttribute("style", short(style, 3));
  }
  for (const picture of Array.from(host.querySelectorAll("svg"))) lightened(picture);
  return host;
}
