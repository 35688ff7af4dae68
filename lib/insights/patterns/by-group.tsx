import type { ReactNode } from "react";
import { count, percent, plural } from "../../charts/format";
import type { Row } from "../../engine/decode";
import type { Also } from "../view";
import type { Params } from "./params";

type ByGroupProps = {
  also: Also;
  aside: string;
  params: Params;
  title: string;
  /** What is counted: one of it, several of it. */
  what: readonly [one: string, many: string];
  children(rows: readonly Row[], group: string, title: string): ReactNode;
};

const number = (row: Row | undefined, name: string) => Number(row?.[name] ?? 0);

/** What is told of each group, under its name where there are several, and in words what is not. */
export function ByGroup({ also, aside, params, title, what, children }: ByGroupProps) {
  const groups = also["groups"] ?? [];
  return (
    <div className="space-y-6">
      {groups.map((row) => {
        const group = String(row["group"]);
        const [whole, active, untold] = [number(row, "patients"), number(row, "with_events"), number(row, "untold")];
        const name = groups.length > 1 ? `${title}: ${group}` : title;
        return (
          <section key={group} aria-label={name}>
            {groups.length > 1 && (
              <h3 className="mb-1 font-semibold">
                {group} <span className="font-normal text-soft">{plural(whole, "patient")}</span>
              </h3>
            )}
            {children(
              (also[aside] ?? []).filter((one) => one["group"] === group),
              group,
              name,
            )}
            <p className="mt-2 text-xs text-soft">
              {`${active === whole ? `All ${plural(whole, "patient")}` : `${count(active)} of ${plural(whole, "patient")}`} have such an event from the index day on.`}
              {untold > 0 &&
                ` ${plural(untold, ...what)} of fewer than ${percent(params.share)} of patients ${untold === 1 ? "is" : "are"} not told.`}
            </p>
          </section>
        );
      })}
    </div>
  );
}
