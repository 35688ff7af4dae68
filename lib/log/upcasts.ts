import { upcastOf } from "../ingest/encode/applied";
import { grouped } from "../group";
import type { Study } from "./study";

type Place = { segment: number; row: number };

/** The names of the upcasts that read some rows, in their order; null where none did. Rows are read back from their files where those have upcasts. */
export async function upcastNames({ segments }: Study, places: readonly Place[]): Promise<(string | null)[]> {
  const found = new Map<Place, string>();
  for (const [id, own] of grouped(places, ({ segment }) => segment)) {
    const segment = segments.find((one) => one.id === id);
    if (!segment?.mapping.upcasts?.length) continue;
    const whole = await segment.reader.rowsAt(own.map(({ row }) => row));
    for (const [i, place] of own.entries()) {
      const row = whole[i];
      const upcast = row && upcastOf(segment.mapping, row);
      if (upcast) found.set(place, upcast.name);
    }
  }
  return places.map((place) => found.get(place) ?? null);
}
