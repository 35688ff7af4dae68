/** Ids of a list, one a line; of a line with commas, semicolons or tabs the first; what repeats counts once. */
export function idsIn(text: string): string[] {
  const ids = text.split(/\r?\n/).map((line) => {
    const [, quoted, bare = ""] = /^\s*(?:"((?:[^"]|"")*)"|([^,;\t]*))/.exec(line) ?? [];
    return (quoted?.replaceAll('""', '"') ?? bare).trim();
  });
  return [...new Set(ids.filter((id) => id !== ""))];
}
