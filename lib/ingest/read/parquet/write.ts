import type { RecordBatch } from "parquet-wasm/esm";
import { parquetModule } from "./module";
import { untrapped } from "./traps";

/** Writes a Parquet file (ZSTD, row groups of at most so many rows) of Arrow streams of one schema, held one at a time; of `none`, a stream without rows, where there is no other. */
export type WriteParquet = (streams: AsyncIterator<Uint8Array>, groupRows: number, none: Uint8Array) => Promise<Blob>;

export const parquetOf: WriteParquet = async (streams, groupRows, none) => {
  const { Compression, Table, WriterPropertiesBuilder, transformParquetStream, writeParquet } = await parquetModule();
  const properties = () =>
    new WriterPropertiesBuilder().setCompression(Compression.ZSTD).setMaxRowGroupSize(groupRows).build();
  let next = await streams.next();
  if (next.done) return new Blob([Uint8Array.from(writeParquet(Table.fromIPCStream(none), properties()))]);
  const given = new ReadableStream<RecordBatch>(
    {
      async pull(controller) {
        if (next.done) return controller.close();
        const table = Table.fromIPCStream(next.value);
        for (const batch of table.recordBatches()) controller.enqueue(batch);
        table.free();
        next = await streams.next();
      },
    },
    { highWaterMark: 0 },
  );
  const parts: Blob[] = [];
  const written: ReadableStream<Uint8Array<ArrayBuffer>> = await untrapped(transformParquetStream(given, properties()));
  const reader = written.getReader();
  for (;;) {
    const { done, value } = await untrapped(reader.read());
    if (done) return new Blob(parts);
    parts.push(new Blob([value]));
  }
};
