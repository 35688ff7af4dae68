const key = "rivergraph kept files";

/** How many files were kept when the store was last seen. A browser that clears private files for want of room leaves this, so that it can be said. */
export const keptBefore = (): number => Number(localStorage.getItem(key) ?? 0);

export function rememberKept(files: number): void {
  if (files > 0) localStorage.setItem(key, String(files));
  else localStorage.removeItem(key);
}
