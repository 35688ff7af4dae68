import { plural } from "@/lib/charts/format";

/** What becomes of kept files that are not open while somebody is erased. */
export const shutSentence = (files: number): string =>
  files === 1
    ? "1 kept file is not open; it is gone through when it is next opened."
    : `${plural(files, "kept file")} are not open; they are gone through when they are next opened.`;
