"use client";
import { BaselineTable, type BaselineRow } from "../../charts/baseline-table";
import { count, percent, plural, tenths } from "../../charts/format";
import { LovePlot } from "../../charts/love-plot";
import { grouped } from "../../group";
import { tooManyGroups } from "../excess";
import { defineView, type Also, type FigureProps } from "../view";
import question, { type Cell, type Params } from "./question";
import { imbalance, labelOf, limit, partNames } from "./words";

const keyOf = ({ group, part, variable, level }: Cell) => JSON.stringify([group, part, variable, level]);

/** A cell as Table 1 prints it: what stands in it side by side. */
function partsOf({ level, patients, share, mean, sd, median, q1, q3 }: Cell): string[] {
  if (level !== null) return [`${count(patients ?? 0)} (${share === null ? "–" : percent(share, 1)})`];
  if (mean === null || median === null) return ["–"];
  return [
    `${tenths(mean)} (${sd === null ? "–" : tenths(sd)});`,
    `${tenths(median)} [${tenths(q1 ?? 0)}–${tenths(q3 ?? 0)}]`,
  ];
}

type Balance = Map<string, (number | null)[]>;

function balanceOf(also: Also): Balance {
  return new Map(
    [...grouped(also["balance"] ?? [], ({ part, variable }) => JSON.stringify([part, variable]))].map(([key, rows]) => [
      key,
      rows.map(({ smd }) => (typeof smd === "number" ? smd : null)),
    ]),
  );
}

function standardised(values: readonly (number | null)[] | undefined): BaselineRow["difference"] {
  if (!values) return null;
  const largest = Math.max(...values.map((value) => Math.abs(value ?? 0)));
  return {
    text: values.map((value) => (value === null ? "–" : Math.abs(value).toFixed(2))).join(", "),
    large: largest > limit,
  };
}

/** The lines of one variable: a head and its levels, or one line of a number; and who lacks it. */
function linesOf(own: readonly Cell[], groups: readonly string[], told: BaselineRow["difference"]): BaselineRow[] {
  const [first] = own;
  if (!first) return [];
  const name = labelOf(first);
  const levels = [...grouped(own, ({ level }) => level ?? "")];
  const of = (cells: readonly Cell[], label: string): BaselineRow["cells"] =>
    groups.map((group) => {
      const cell = cells.find((one) => one.group === group);
      return cell
        ? {
            key: keyOf(cell),
            parts: partsOf(cell),
            words: `${group}, ${label}: ${partsOf(cell).join(" ")}: show the patients`,
          }
        : null;
    });
  const missing = groups.map((group) => own.find((cell) => cell.group === group)?.missing ?? null);
  const unknown = `not known: ${missing.map((n) => (n === null ? "–" : count(n))).join(", ")}`;
  const lacking: BaselineRow[] = missing.some((n) => n !== 0)
    ? [
        {
          key: `${name} missing`,
          label: "not known",
          inner: true,
          cells: groups.map(() => null),
          difference: { text: "", large: false },
        },
      ]
    : [];
  const head = { key: name, label: name, inner: false, difference: told };
  if (levels.length === 1)
    return [{ ...head, cells: of(own, name) }, ...lacking.map((row) => ({ ...row, label: unknown }))];
  return [
    { ...head, cells: groups.map(() => null) },
    ...levels.map(([level, cells]) => ({
      key: `${name} ${level}`,
      label: level,
      inner: true,
      cells: of(cells, `${name} ${level}`),
      difference: null,
    })),
    ...lacking.map((row) => ({ ...row, label: unknown })),
  ];
}

/** Groups as the balance compares them: the first is the one that others stand beside. */
function groupsOf(cells: readonly Cell[], also: Also): string[] {
  const [first] = also["balance"] ?? [];
  const names = [...new Set(cells.map(({ group }) => group ?? ""))];
  if (!first) return names;
  const others = [...new Set((also["balance"] ?? []).map(({ second }) => String(second)))];
  return [String(first["first"]), ...others];
}

function Figure({ cells, also, title: name, onPick, difference }: FigureProps<Params, typeof question.columns>) {
  const groups = groupsOf(cells, also);
  const places = groups.toSorted((a, b) => (a < b ? -1 : 1));
  const balance = balanceOf(also);
  const at = new Map(cells.map((cell) => [keyOf(cell), cell]));
  const variables = [...grouped(cells, ({ part, variable }) => JSON.stringify([part, variable]))];
  const sections = [...grouped(variables, ([, own]) => own[0]?.part ?? "")].map(([part, all]) => ({
    name: partNames[part] ?? part,
    rows: all.flatMap(([key, own]) => linesOf(own, groups, standardised(balance.get(key)))),
  }));
  const points = variables
    .flatMap(([key, own]) => {
      const values = balance.get(key);
      return values && own[0] ? { key, label: labelOf(own[0]), values } : [];
    })
    .toSorted((a, b) => size(b.values) - size(a.values) || (a.label < b.label ? -1 : 1));
  return (
    <>
      <BaselineTable
        title={name}
        groups={groups.map((group) => ({
          name: group === "all" ? "All" : group,
          patients: plural(cells.find((cell) => cell.group === group)?.total ?? 0, "patient"),
        }))}
        sections={sections}
        difference={groups.length > 1 && balance.size > 0 ? "Standardised difference" : null}
        onPick={(key) => {
          const cell = at.get(key);
          if (cell) onPick(cell);
        }}
      />
      {difference()}
      {points.length > 0 && (
        <section className="mt-6" aria-label="Balance">
          <h3 className="mb-2 font-semibold">{`Absolute standardised differences from ${groups[0] ?? ""}: ${groups.slice(1).join(", ")}`}</h3>
          <LovePlot
            title="Love plot"
            description={`${imbalance(also).length} of ${plural(points.length, "variable")} differ by more than ${limit}; the table holds every value.`}
            points={points}
            series={groups.slice(1).map((name) => ({ name, ink: places.indexOf(name) }))}
            limit={limit}
          />
        </section>
      )}
    </>
  );
}

const size = (values: readonly (number | null)[]) => Math.max(...values.map((value) => Math.abs(value ?? 0)));

/** The finding: who they are, or in what they differ most. */
function title(cells: readonly Cell[], _: Params, also: Also): string {
  const groups = groupsOf(cells, also);
  const totals = groups.map((group) => cells.find((cell) => cell.group === group)?.total ?? 0);
  if (groups.length < 2) return `${plural(totals[0] ?? 0, "patient")} at their index day`;
  const differing = imbalance(also);
  const beside = `${groups[0] ?? ""} and ${groups.length === 2 ? (groups[1] ?? "") : plural(groups.length - 1, "other group")}`;
  const [most] = differing;
  if (!most) return `${beside} are alike: no characteristic differs by more than ${limit}`;
  return `${beside} differ in ${plural(differing.length, "characteristic")}, most in ${most.label}`;
}

export const view = defineView(question, {
  section: "Cohorts",
  navTitle: "Characteristics",
  order: 28,
  summary: "Who they are at the index day (Table 1), and in what groups differ.",
  title,
  subtitle: ({ days }) =>
    `Counts (%), or mean (SD); median [interquartile range]${days > 0 ? `; history and values of the ${plural(days, "day")} before the index` : ""}`,
  definition: ({ days }) => ({
    words: [
      "Traits are those stated by the index day, else the first stated later. A date is told as completed years before the index day.",
      ...(days > 0
        ? [
            `A patient has a history of an event who had one in the ${plural(days, "day")} before the index day; of a measure the last value counts, that of the index day included.`,
          ]
        : []),
      "Shares are of those for whom the variable is known; how many it is not known for is told beside.",
      "The standardised difference does not grow with the number of patients. Above 0.1 groups are commonly called imbalanced; it says nothing of causes.",
    ],
    formula: "d = (m₁ − m₂) ÷ √((s₁² + s₂²) ÷ 2); of levels √(d′S⁻¹d) with the mean of the multinomial covariances",
    rows: [["quartiles", "R type 7"]],
  }),
  excess: (cells) => tooManyGroups(grouped(cells, ({ group }) => group).size),
  name: (cell) =>
    `${labelOf(cell)}${cell.level === null ? "" : `: ${cell.level}`}${cell.group === "all" ? "" : ` · ${cell.group ?? ""}`}`,
  nothing: () => "Nothing was stated of these patients. Load a file with traits, or count more days before the index.",
  Figure,
  columns: {
    group: "Group",
    part: "Kind",
    variable: "Variable",
    level: "Level",
    patients: "Patients",
    total: "Of",
    missing: "Not known",
    share: "Share",
    mean: "Mean",
    sd: "Standard deviation",
    q1: "Lower quartile",
    median: "Median",
    q3: "Upper quartile",
  },
  rowColumns: () => ({ variable: "Variable", level: "Level", number: "Number" }),
  words: { "days.0": "none" },
  differences: {
    label: ({ part, variable, level }) => {
      const name = labelOf({ part, variable, mean: level === null ? 0 : null });
      return part === "history" || level === null ? name : `${name}: ${String(level)}`;
    },
    panel: ({ part, variable, level }) =>
      level === null
        ? labelOf({ part, variable, mean: 0 })
        : part === "history"
          ? "events before the index"
          : "shares of patients",
  },
  tables: {
    balance: {
      label: "Standardised differences",
      columns: { variable: "Variable", first: "Group", second: "Beside", smd: "Standardised difference" },
    },
  },
});
