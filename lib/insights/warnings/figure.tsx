import { count, isoDay, nearPercent, plural } from "../../charts/format";
import { PartBars, partFills } from "../../charts/part-bars";
import { SummaryTable } from "../../charts/summary-table";
import { valueTicks } from "../../charts/ticks";
import { TimeSeries } from "../../charts/time-series";
import type { Row } from "../../engine/decode";
import { grouped } from "../../group";
import { groupsOf } from "../cells";
import type { FigureProps } from "../view";
import { anyRule, type Params, type State, toldRules } from "./params";
import type question from "./question";
import { daysBefore, nameOfRule, ruleOf, stateWords } from "./words";

export type Cell = Row<typeof question.columns>;
type Props = FigureProps<Params, typeof question.columns>;

const became: readonly State[] = ["warned", "wrongly", "open"];
const looks = [
  { label: stateWords.warned, className: partFills.whole },
  { label: stateWords.wrongly, className: partFills.hatched },
  { label: stateWords.open, className: partFills.hollow },
];

/** The cell of a state of a rule in a group. */
const finder = (cells: readonly Cell[]) => {
  const by = new Map(cells.map((cell) => [`${cell.group} ${cell.rule} ${cell.state}`, cell]));
  return (group: string, rule: string, state: State) => by.get(`${group} ${rule} ${state}`);
};

/** Patients on the list on each of the days looked at: by rule, or of any rule by group where there are several. */
function Listed({ also, params, title, onPickBeside, cells }: Props) {
  const rows = also["listed"] ?? [];
  const groups = groupsOf(cells);
  const several = groups.length > 1;
  const lines = several
    ? groups.map((group) => ({ group, rule: anyRule, label: group }))
    : toldRules(params).map((rule) => ({ group: groups[0] ?? "all", rule, label: nameOfRule(rule) }));
  const xs = [...new Set(rows.map(({ day }) => Date.parse(String(day))))].toSorted((a, b) => a - b);
  const by = new Map(
    rows.map((row) => [`${String(row["group"])} ${String(row["rule"])} ${Date.parse(String(row["day"]))}`, row]),
  );
  const at = (key: string, index: number) => by.get(`${key} ${xs[index]}`);
  const drawn = lines.map(({ group, rule, label }) => {
    const key = `${group} ${rule}`;
    const values = xs.map((_, i) => {
      const patients = Number(at(key, i)?.["patients"] ?? 0);
      return { value: patients, low: null, high: null, patients };
    });
    return { key, label, values };
  });
  const ticks = valueTicks(Math.max(1, ...drawn.flatMap(({ values }) => values.map(({ value }) => value))));
  return (
    <TimeSeries
      title={`${title}: on the list`}
      description="Patients on the list, week by week; the table holds every value."
      axis={{ kind: "date", xs }}
      lines={drawn.filter(({ values }) => values.some(({ value }) => value > 0))}
      domain={[0, ticks.at(-1) ?? 1]}
      ticks={ticks}
      format={count}
      provisionalFrom={null}
      denominators={false}
      second
      name={(x) => isoDay(new Date(x).toISOString())}
      details={({ key }, index) => [["on the list", plural(Number(at(key, index)?.["patients"] ?? 0), "patient")]]}
      onPick={({ key, label }, index) => {
        const row = at(key, index);
        if (row) onPickBeside("listed", row, `On the list on ${isoDay(String(row["day"]))} · ${label}`);
      }}
    />
  );
}

/** What became of the warnings of a group, rule by rule. */
function Became({ group, ...props }: Props & { group: string }) {
  const { cells, earlier, params, title, onPick } = props;
  const [now, then] = [finder(cells), finder(earlier?.cells ?? [])];
  const patients = (of: typeof now, rule: string, state: State) => of(group, rule, state)?.patients ?? 0;
  const rules = toldRules(params);
  const press = (rule: string, state: State) => {
    const cell = now(group, rule, state);
    const text = count(cell?.patients ?? 0);
    if (!cell || cell.patients === 0) return text;
    const words = `${ruleOf(rule, params)}, ${stateWords[state]}: ${plural(cell.patients ?? 0, "patient")}. Show the patients`;
    return { text, words, onPick: () => onPick(cell) };
  };
  const known = (rule: string) => {
    const right = patients(now, rule, "warned");
    const all = right + patients(now, rule, "wrongly");
    return all === 0 ? "" : `${nearPercent(right / all)} of ${count(all)} known came true`;
  };
  const sum = (of: typeof now, rule: string) => became.reduce((all, state) => all + patients(of, rule, state), 0);
  return (
    <>
      <PartBars
        looks={looks}
        rows={rules.map((rule) => ({
          key: rule,
          label: ruleOf(rule, params),
          values: became.map((state) => patients(now, rule, state)),
          note: [
            `${count(sum(now, rule))} warned of`,
            ...(earlier ? [`then ${count(sum(then, rule))}`] : []),
            known(rule),
          ]
            .filter(Boolean)
            .join(", "),
        }))}
      />
      <SummaryTable
        label={`${title}: what became of warnings${group === "all" ? "" : `, ${group}`}`}
        heads={["", "came true", "did not", "not known yet", "median before", "missed", "on it already"]}
        rows={rules.map((rule) => [
          nameOfRule(rule),
          ...became.map((state) => press(rule, state)),
          daysBefore(now(group, rule, "warned")?.median_days),
          press(rule, "missed"),
          press(rule, "already"),
        ])}
      />
    </>
  );
}

export function Figure(props: Props) {
  const groups = [...grouped(props.cells, ({ group }) => group ?? "").keys()];
  return (
    <>
      <h3 className="mb-2 text-sm font-semibold">On the list, week by week</h3>
      <Listed {...props} />
      {groups.map((group) => (
        <section key={group} aria-label={group} className="mt-6">
          <h3 className="mb-2 text-sm font-semibold">
            {groups.length > 1 ? `What became of warnings: ${group}` : "What became of warnings"}
          </h3>
          <Became {...props} group={group} />
        </section>
      ))}
    </>
  );
}
