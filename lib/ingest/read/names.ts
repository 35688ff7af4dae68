/** Names as a database keeps them apart: letter case does not, and empty ones are numbered. The first keeps its own. */
export function uniqueNames(names: readonly (string | null)[]): string[] {
  const taken = new Set<string>();
  return names.map((given, i) => {
    const name = given?.replaceAll("\0", "") || `column_${i + 1}`;
    let unique = name;
    for (let n = 1; taken.has(unique.toLowerCase()); n++) unique = `${name}_${n}`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}
