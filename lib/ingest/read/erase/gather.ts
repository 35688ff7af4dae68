import { BufferType, Data, DataType, Vector } from "apache-arrow";
import { isThere } from "../../encode/presence";
import { cut, cutBits, cutOffsets, cutValidity, type Numbers, type Offsets } from "./buffers";
import { rangesOf, rowsIn, type Range } from "./ranges";

type Held = { [BufferType.VALIDITY]: Uint8Array; [BufferType.DATA]?: Numbers; [BufferType.OFFSET]?: Offsets };

const inside = ({ from, count }: Range, size: number): Range => ({ from: from * size, count: count * size });

/** Texts by views: the bytes of those that are kept, in one buffer of their own. */
function views(data: Data, ranges: readonly Range[], held: Held, unset: number): Data {
  const [width, inlined] = [16, 12];
  const given: Uint8Array = data.values;
  const taken = Uint8Array.from(cut(given, width, ranges), Number);
  const view = new DataView(taken.buffer);
  const valid = unset === 0 ? null : held[BufferType.VALIDITY];
  const texts: Uint8Array[] = [];
  let end = 0;
  for (let row = 0; row * width < taken.length; row++) {
    const [at, size] = [row * width, view.getInt32(row * width, true)];
    if (!isThere(valid, row)) taken.fill(0, at, at + width);
    else if (size > inlined) {
      const from = view.getInt32(at + 12, true);
      texts.push((data.variadicBuffers[view.getInt32(at + 8, true)] ?? new Uint8Array()).subarray(from, from + size));
      view.setInt32(at + 8, 0, true);
      view.setInt32(at + 12, end, true);
      end += size;
    }
  }
  const buffer = new Uint8Array(end);
  let at = 0;
  for (const text of texts) {
    buffer.set(text, at);
    at += text.length;
  }
  const buffers = { ...held, [BufferType.DATA]: taken };
  return new Data(data.type, 0, rowsIn(ranges), unset, buffers, [], undefined, [buffer]);
}

/** Codes with those words of their dictionary that they use, and no other. */
function coded(data: Data, ranges: readonly Range[], held: Held, unset: number): Data {
  const given: Numbers = data.values;
  const codes = cut(given, 1, ranges);
  const valid = unset === 0 ? null : held[BufferType.VALIDITY];
  const used = new Set<number>();
  for (let row = 0; row < codes.length; row++) if (isThere(valid, row)) used.add(Number(codes[row]));
  const inOrder = [...used].toSorted((a, b) => a - b);
  const places = new Map(inOrder.map((code, place) => [code, place]));
  for (let row = 0; row < codes.length; row++) {
    const place = isThere(valid, row) ? (places.get(Number(codes[row])) ?? 0) : 0;
    if (codes instanceof BigInt64Array) codes[row] = BigInt(place);
    else codes[row] = place;
  }
  let first = 0;
  const chunks: Data[] = [];
  for (const chunk of data.dictionary?.data ?? []) {
    const own = inOrder.filter((code) => code >= first && code < first + chunk.length).map((code) => code - first);
    if (own.length > 0 || chunks.length === 0) chunks.push(gather(chunk, rangesOf(own)));
    first += chunk.length;
  }
  const full = chunks.filter(({ length }) => length > 0);
  const dictionary = new Vector(full.length > 0 ? full : chunks);
  return new Data(data.type, 0, codes.length, unset, { ...held, [BufferType.DATA]: codes }, [], dictionary);
}

function union(data: Data, ranges: readonly Range[]): Data {
  const given: Int8Array = data.typeIds;
  const kinds = cut(given, 1, ranges);
  const offsets: Int32Array | undefined = data.valueOffsets;
  const length = rowsIn(ranges);
  if (!offsets) {
    const children = data.children.map((child) => gather(child, ranges));
    return new Data(data.type, 0, length, 0, { [BufferType.TYPE]: kinds }, children);
  }
  const rows = data.children.map((): number[] => []);
  const places: Record<number, number> = DataType.isUnion(data.type) ? data.type.typeIdToChildIndex : {};
  const inChild = cut(offsets, 1, ranges);
  const taken = Int32Array.from({ length }, (_, row) => {
    const own = rows[places[Number(kinds[row])] ?? 0] ?? [];
    return own.push(Number(inChild[row])) - 1;
  });
  const children = data.children.map((child, place) => gather(child, rangesOf(rows[place] ?? [])));
  return new Data(data.type, 0, length, 0, { [BufferType.TYPE]: kinds, [BufferType.OFFSET]: taken }, children);
}

/** Some rows of a column in buffers of their own, in which nothing of the others is left: no byte of a text, no word of a dictionary. */
export function gather(data: Data, ranges: readonly Range[]): Data {
  const { type } = data;
  const length = rowsIn(ranges);
  if (DataType.isNull(type)) return new Data(type, 0, length, length);
  if (DataType.isUnion(type)) return union(data, ranges);
  const { bits, unset } = cutValidity(data, ranges);
  const held: Held = { [BufferType.VALIDITY]: bits };
  const made = (more: Partial<Held>, children: Data[] = []) =>
    new Data(type, 0, length, unset, { ...held, ...more }, children);
  if (DataType.isDictionary(type)) return coded(data, ranges, held, unset);
  if (DataType.isUtf8View(type) || DataType.isBinaryView(type)) return views(data, ranges, held, unset);
  if (DataType.isStruct(type))
    return made(
      {},
      data.children.map((child) => gather(child, ranges)),
    );
  if (DataType.isFixedSizeList(type))
    return made(
      {},
      data.children.map((child) =>
        gather(
          child,
          ranges.map((range) => inside(range, type.listSize)),
        ),
      ),
    );
  if (DataType.isBool(type)) return made({ [BufferType.DATA]: cutBits(data.values, data.offset, ranges).bits });
  const given: Offsets | undefined = data.valueOffsets;
  const values: Numbers = data.values;
  if (!given) return made({ [BufferType.DATA]: cut(values, data.stride, ranges) });
  const { offsets, inner } = cutOffsets(given, ranges);
  if (data.children.length > 0)
    return made(
      { [BufferType.OFFSET]: offsets },
      data.children.map((child) => gather(child, inner)),
    );
  return made({ [BufferType.OFFSET]: offsets, [BufferType.DATA]: cut(values, 1, inner) });
}
