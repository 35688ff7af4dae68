/** The classes that a document's markup bears. */
export const classesIn = (markup: string): ReadonlySet<string> =>
  new Set(
    [...markup.matchAll(/\sclass="([^"]*)"/g)].flatMap(([, words = ""]) =>
      words
        .replaceAll("&quot;", '"')
        .replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">")
        .replaceAll("&amp;", "&")
        .split(/\s+/)
        .filter(Boolean),
    ),
  );
