import type { Provenance } from "../export/file";

/** A picture of a report by itself: “figure-2”, or “figure-2-1” where a figure has several. */
export type Picture = { name: string; svg: string };

const [width, margin] = [720, 20];
/** Letters that fit in a line of the title, and of what stands under it. */
const [perTitle, perLine] = [70, 98];
const font = "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', 'DejaVu Sans', sans-serif";

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** A text in lines that fit above a picture. */
function lines(text: string, most: number): string[] {
  const found: string[] = [];
  for (const word of text.split(/[ \n]+/)) {
    const last = found.at(-1);
    if (last !== undefined && last.length + word.length < most) found[found.length - 1] = `${last} ${word}`;
    else found.push(word);
  }
  return found;
}

/** An element's own text as XML, its colours as they are. */
function written(svg: Element, colours: ReadonlyMap<string, string>): string {
  const text = svg.outerHTML.replaceAll(/ class="[^"]*"/g, "").replaceAll("&nbsp;", "\u00a0");
  return text.replaceAll(/var\((--[\w-]+)\)/g, (whole, name: string) => colours.get(name) ?? whole);
}

/** What marks of a text are filled with by name and that stands elsewhere in the document: textures are drawn once for a figure and its key. */
function texturesFor(text: string, host: ParentNode, colours: ReadonlyMap<string, string>): string {
  const named = new Set([...text.matchAll(/url\(#([^)]+)\)/g)].map(([, name = ""]) => name));
  const elsewhere = [...named].filter((name) => !text.includes(`id="${name}"`));
  const found = elsewhere.flatMap((name) => host.querySelector(`[id="${name}"]`) ?? []);
  return found.length === 0 ? "" : `<defs>${found.map((texture) => written(texture, colours)).join("")}</defs>\n`;
}

type Key = { sample: string; label: string };

/** The key of a figure laid out in rows, and how tall it is. */
function keyOf(keys: readonly Key[], top: number): { text: string; height: number } {
  let [x, y] = [margin, top];
  const parts = keys.map(({ sample, label }) => {
    const wide = 54 + label.length * 7;
    if (x > margin && x + wide > width - margin) [x, y] = [margin, y + 20];
    const part = `<g transform="translate(${x} ${y})">${sample}<text x="34" y="10" font-size="12" fill="#182225">${escaped(label)}</text></g>`;
    x += wide;
    return part;
  });
  return { text: parts.join(""), height: keys.length === 0 ? 0 : y - top + 24 };
}

/** A picture with what it is called, its key and where it comes from, on white: it needs nothing around it. */
function standing(
  picture: Element,
  caption: { title: string; subtitle: string; keys: readonly Key[] },
  colours: ReadonlyMap<string, string>,
  about: Provenance,
  host: ParentNode,
): string {
  const heads = lines(caption.title, perTitle).map((line, i) => ({
    line,
    y: 28 + i * 20,
    font: 'font-size="14" font-weight="650"',
  }));
  const under = heads.length * 20 + 26;
  const subs = lines(caption.subtitle, perLine).map((line, i) => ({ line, y: under + i * 17, font: 'font-size="12"' }));
  const top = under + subs.length * 17;
  const key = keyOf(caption.keys, top);
  const [own, tall] = [Number(picture.getAttribute("width")), Number(picture.getAttribute("height"))];
  const height = Math.ceil(top + key.height + tall + margin);
  const words = [...heads, ...subs].map(
    ({ line, y, font: how }) =>
      `<text x="${margin}" y="${y}" ${how} fill="${how.includes("650") ? "#182225" : "#5d6b70"}">${escaped(line)}</text>`,
  );
  const marks = written(picture, colours);
  const textures = texturesFor(key.text + marks, host, colours);
  const said = Object.entries(about).map(([name, value]) => `${name}: ${value}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${font}" role="img">
<title>${escaped(caption.title)}</title>
<metadata>${escaped(said.join("; "))}</metadata>
${textures}<rect width="${width}" height="${height}" fill="#fff"/>
${words.join("\n")}
${key.text}
<g transform="translate(${Math.max(0, (width - own) / 2)} ${top + key.height})">${marks}</g>
</svg>
`;
}

const textOf = (element: Element | null | undefined): string => (element?.textContent ?? "").trim();

/** Every picture of a report that is drawn as a file of its own; `colours` by the names that pictures call them. */
export function picturesIn(host: ParentNode, colours: ReadonlyMap<string, string>, about: Provenance): Picture[] {
  return Array.from(host.querySelectorAll(".report-figure")).flatMap((section, f) => {
    const [head, sub] = Array.from(section.querySelectorAll("figcaption span"));
    const keys = Array.from(section.querySelectorAll('ul[aria-label="Groups"] li')).map((item) => {
      const sample = item.querySelector("svg");
      return { sample: sample ? written(sample, colours) : "", label: textOf(item) };
    });
    // What is hidden and not drawn is said under the figure: alone, a picture says it itself.
    const last = section.querySelector("figure")?.lastElementChild;
    const unsaid = last?.tagName.toLowerCase() === "p" ? ` ${textOf(last)}` : "";
    const pictures = Array.from(section.querySelectorAll("figure svg")).filter((svg) => svg.querySelector("title"));
    return pictures.map((svg, i) => ({
      name: `figure-${f + 1}${pictures.length > 1 ? `-${i + 1}` : ""}`,
      svg: standing(svg, { title: textOf(head), subtitle: `${textOf(sub)}${unsaid}`, keys }, colours, about, host),
    }));
  });
}
