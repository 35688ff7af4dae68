import type { Upcast } from "@/lib/ingest/mapping/mapping";
import { upcastText } from "./upcast-words";

/** The old shapes that a mapping knows, in words. */
export function Upcasts({ upcasts }: { upcasts: readonly Upcast[] }) {
  if (upcasts.length === 0) return null;
  return (
    <section aria-label="Upcasts">
      <h3 className="mb-1.5 text-sm font-semibold">Upcasts: how rows of an old shape are read</h3>
      <ol className="space-y-1 text-sm">
        {upcasts.map((upcast) => (
          <li key={JSON.stringify(upcast)} className="break-words">
            <span className="font-medium">{upcast.name}</span>
            <span className="text-soft">{` · ${upcastText(upcast)}`}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
