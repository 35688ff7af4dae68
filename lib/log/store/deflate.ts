const through = (content: Blob, change: CompressionStream | DecompressionStream): Response =>
  new Response(content.stream().pipeThrough(change));

export const deflated = (bytes: Uint8Array<ArrayBuffer>): Promise<Blob> =>
  through(new Blob([bytes]), new CompressionStream("deflate-raw")).blob();

/** Throws where the bytes are no such content. */
export const inflated = async (content: Blob): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await through(content, new DecompressionStream("deflate-raw")).arrayBuffer());
