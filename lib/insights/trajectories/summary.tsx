import { count, percent, tenths } from "../../charts/format";
import { SummaryTable } from "../../charts/summary-table";
import type { Row } from "../../engine/decode";
import { grouped } from "../../group";
import type { Also } from "../view";
import type { Params } from "./question";
import { numberOf } from "./words";

const mostValues = 6;

function Groups({ rows }: { rows: readonly Row[] }) {
  const pc = (row: Row, name: string) => percent(numberOf(row, name));
  return (
    <SummaryTable
      label="Each group in numbers"
      heads={["group", "patients", "share", "mean", "first window", "last window"]}
      rows={rows.map((row) => [
        String(row["group"]),
        count(numberOf(row, "patients")),
        pc(row, "share"),
        pc(row, "mean"),
        pc(row, "first"),
        pc(row, "last"),
      ])}
    />
  );
}

/** The values that most patients have, and in each group how many have them. */
function Characteristics({ rows, by }: { rows: readonly Row[]; by: string }) {
  const of = (own: readonly Row[]) => own.reduce((sum, row) => sum + numberOf(row, "patients"), 0);
  const values = [...grouped(rows, ({ value }) => String(value))]
    .toSorted(([, a], [, b]) => of(b) - of(a))
    .slice(0, mostValues)
    .map(([value]) => value);
  return (
    <SummaryTable
      label={`Groups by ${by}`}
      heads={[by, ...values]}
      rows={[...grouped(rows, ({ group }) => String(group))].map(([group, own]) => [
        group,
        ...values.map((value) => {
          const row = own.find((one) => String(one["value"]) === value);
          return row ? `${count(numberOf(row, "patients"))} (${percent(numberOf(row, "share"))})` : "0";
        }),
      ])}
    />
  );
}

function Criterion({ rows }: { rows: readonly Row[] }) {
  const value = ({ calinski_harabasz: given }: Row) =>
    typeof given === "number" ? (given < 100 ? tenths(given) : count(given)) : "–";
  return (
    <SummaryTable
      label="Criterion by number of groups"
      heads={["groups", ...rows.map(({ k, chosen }) => `${String(k)}${chosen === true ? " (drawn)" : ""}`)]}
      rows={[["Caliński–Harabasz", ...rows.map(value)]]}
    />
  );
}

/** The groups in numbers, whom they hold, and why there are so many. */
export function Summary({ also, params }: { also: Also; params: Params }) {
  const { summary = [], criterion = [], characteristics = [] } = also;
  return (
    <>
      <Groups rows={summary} />
      {characteristics.length > 0 && <Characteristics rows={characteristics} by={params.breakdown} />}
      {criterion.length > 0 && <Criterion rows={criterion} />}
    </>
  );
}
