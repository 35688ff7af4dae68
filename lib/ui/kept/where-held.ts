/** Where the files of an open history are; `kept` has those that the browser keeps. */
export function whereHeld(files: readonly { blob: Blob }[], kept: { has(blob: Blob): boolean }): string {
  const many = files.filter(({ blob }) => kept.has(blob)).length;
  if (many === 0) return "held in the memory of this tab only";
  return many === files.length
    ? "kept in this browser"
    : `${many} of ${files.length} files kept in this browser, the rest held in the memory of this tab only`;
}
