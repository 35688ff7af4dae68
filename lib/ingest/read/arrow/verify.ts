import { ByteBuffer, Encoding } from "flatbuffers";
import { DictionaryBatch } from "apache-arrow/fb/dictionary-batch";
import type { Field } from "apache-arrow/fb/field";
import { Footer } from "apache-arrow/fb/footer";
import { Message } from "apache-arrow/fb/message";
import { MessageHeader } from "apache-arrow/fb/message-header";
import { RecordBatch } from "apache-arrow/fb/record-batch";
import { Schema } from "apache-arrow/fb/schema";

const deepest = 64;
const nodeLength = 16;
const blockLength = 24;

/** Takes from what the metadata can hold; a lie about a length, or parts that refer to one another in circles, use it up. */
type Spend = (bytes: number) => void;

function purse(size: number): Spend {
  let left = size * 4 + 1024;
  return (bytes) => {
    left -= bytes;
    if (bytes < 0 || left < 0) throw new RangeError("its metadata states more than it holds");
  };
}

function verifyField(field: Field, spend: Spend, depth: number): void {
  if (depth > deepest) throw new RangeError("its columns are nested too deeply");
  spend(nodeLength + (field.name(Encoding.UTF8_BYTES)?.length ?? 0));
  spend(field.customMetadataLength());
  spend(field.childrenLength());
  for (let i = 0; i < field.childrenLength(); i++) {
    const child = field.children(i);
    if (child) verifyField(child, spend, depth + 1);
  }
}

function verifySchema(schema: Schema, spend: Spend): void {
  spend(schema.customMetadataLength() + schema.featuresLength() + schema.fieldsLength());
  for (let i = 0; i < schema.fieldsLength(); i++) {
    const field = schema.fields(i);
    if (field) verifyField(field, spend, 0);
  }
}

function verifyBatch(batch: RecordBatch, spend: Spend): void {
  spend((batch.nodesLength() + batch.buffersLength()) * nodeLength + batch.variadicBufferCountsLength());
  for (let i = 0; i < batch.variadicBufferCountsLength(); i++) spend(Number(batch.variadicBufferCounts(i)));
}

/** Throws unless a message's metadata can be decoded in time and memory that its size bounds; apache-arrow believes every length. */
export function verifyMessage(bytes: Uint8Array): void {
  const spend = purse(bytes.length);
  const message = Message.getRootAsMessage(new ByteBuffer(bytes));
  spend(message.customMetadataLength());
  if (message.headerType() === MessageHeader.Schema) verifySchema(message.header(new Schema()) ?? new Schema(), spend);
  if (message.headerType() === MessageHeader.RecordBatch) verifyBatch(message.header(new RecordBatch()), spend);
  if (message.headerType() === MessageHeader.DictionaryBatch) {
    const header: DictionaryBatch | null = message.header(new DictionaryBatch());
    const batch = header?.data();
    if (batch) verifyBatch(batch, spend);
  }
}

/** The same for the footer of an Arrow file. */
export function verifyFooter(bytes: Uint8Array): void {
  const spend = purse(bytes.length);
  const footer = Footer.getRootAsFooter(new ByteBuffer(bytes));
  spend(footer.customMetadataLength());
  spend((footer.dictionariesLength() + footer.recordBatchesLength()) * blockLength);
  const schema = footer.schema();
  if (schema) verifySchema(schema, spend);
}
