/** How pairs of colours are written, by hand and by what writes for older browsers, and what of each is the light one. */
const pairs = [
  { head: "light-dark(", light: "first" },
  { head: "var(--lightningcss-light,", light: "whole" },
  { head: "var(--lightningcss-dark,", light: "none" },
] as const;

/** Where the first comma stands outside of all brackets, and where the bracket closes that opened before a place. */
function within(css: string, from: number): { comma: number; end: number } {
  let [depth, comma] = [1, -1];
  for (let at = from; at < css.length; at++) {
    if (css[at] === "(") depth += 1;
    if (css[at] === ")") depth -= 1;
    if (depth === 0) return { comma: comma < 0 ? at : comma, end: at };
    if (depth === 1 && css[at] === "," && comma < 0) comma = at;
  }
  return { comma: css.length, end: css.length };
}

/** What says of such a pair which one counts. */
const switches = /--lightningcss-(?:light|dark):[^;}]*;?/g;

function chosen(css: string): string {
  const [next] = pairs
    .map((pair) => ({ ...pair, at: css.indexOf(pair.head) }))
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => a.at - b.at);
  if (!next) return css;
  const from = next.at + next.head.length;
  const { comma, end } = within(css, from);
  const kept = { first: css.slice(from, comma), whole: css.slice(from, end), none: "" }[next.light];
  return css.slice(0, next.at) + kept.trim() + chosen(css.slice(end + 1));
}

/** Rules with the light one of each pair of colours. */
export const light = (css: string): string => chosen(css).replaceAll(switches, "");

/** A sheet of paper is white, whatever its reader prefers on screen; what is wider than the reader's page is scaled to it. */
export const white = ":root{color-scheme:light}body{background:#fff}svg[viewBox]{max-width:100%;height:auto}";
