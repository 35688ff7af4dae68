"use client";
import { plural } from "@/lib/charts/format";
import { Icon } from "../kit/icon";
import { useWorkspace } from "../study/provider";

/** After everything was forgotten: what a search of every place found. */
export function Forgotten() {
  const { left } = useWorkspace();
  if (!left) return null;
  const found = left.flatMap(({ names }) => names);
  return (
    <section role="status" aria-label="Forgotten" className="card">
      <p className="flex items-center gap-2 font-semibold">
        <span className={found.length === 0 ? "text-moss" : "text-copper"}>
          <Icon name={found.length === 0 ? "check" : "alert"} />
        </span>
        {found.length === 0
          ? "Everything is forgotten: nothing is left in this browser."
          : `${plural(found.length, "thing is", "things are")} still there.`}
      </p>
      <p className="mt-1 text-sm text-soft">
        Every place where a site can leave something was looked through afterwards:
      </p>
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 text-sm">
        {left.map(({ place, names }) => (
          <div key={place} className="contents">
            <dt className="text-soft">{place}</dt>
            <dd className="break-all">{names.length === 0 ? "nothing" : names.join(", ")}</dd>
          </div>
        ))}
        <dt className="text-soft">cookies</dt>
        <dd>{document.cookie === "" ? "nothing" : "your choice of colours"}</dd>
      </dl>
    </section>
  );
}
