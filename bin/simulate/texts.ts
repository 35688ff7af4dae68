const encoder = new TextEncoder();

type Utf8 = { valueOffsets: Int32Array; data: Uint8Array };

/** Texts encoded once; lays out those of the given codes one after the other, a negative code as nothing. */
export function textPool(all: readonly string[]): (codes: Int32Array) => Utf8 {
  const bytes = encoder.encode(all.join(""));
  const starts = new Uint32Array(all.length + 1);
  all.forEach((text, i) => (starts[i + 1] = (starts[i] ?? 0) + encoder.encode(text).length));
  return (codes) => {
    const valueOffsets = new Int32Array(codes.length + 1);
    for (let i = 0, end = 0; i < codes.length; i++) {
      const code = codes[i] ?? -1;
      if (code >= 0) end += (starts[code + 1] ?? 0) - (starts[code] ?? 0);
      valueOffsets[i + 1] = end;
    }
    const data = new Uint8Array(valueOffsets[codes.length] ?? 0);
    for (let i = 0, at = 0; i < codes.length; i++) {
      const code = codes[i] ?? -1;
      if (code < 0) continue;
      const end = starts[code + 1] ?? 0;
      for (let from = starts[code] ?? 0; from < end; from++) data[at++] = bytes[from] ?? 0;
    }
    return { valueOffsets, data };
  };
}

/** UTF-8 text collected in one growing buffer. */
export function textBuffer() {
  let bytes = new Uint8Array(1 << 20);
  let at = 0;
  return {
    clear: () => (at = 0),
    length: () => at,
    bytes: () => bytes.slice(0, at),
    add(text: string) {
      if (at + 3 * text.length > bytes.length) {
        const larger = new Uint8Array(2 * (at + 3 * text.length));
        larger.set(bytes);
        bytes = larger;
      }
      at += encoder.encodeInto(text, bytes.subarray(at)).written;
    },
  };
}
