/** A name as R's formulas take it. */
export const syntactic = (name: string): string =>
  /^[a-z][\w.]*$/i.test(name) ? name : `\`${name.replaceAll("`", "")}\``;
