import type { Columns, Row } from "../engine/decode";
import { Failed } from "../failure";
import { textHash } from "../sha256";
import { audit, type Recovered } from "./disclosure/audit";
import type { Model } from "./disclosure/model";
import { primary, type Profile, told } from "./disclosure/profile";
import { isHidden, type Outcome, type Published, published } from "./disclosure/published";
import { suppress } from "./disclosure/suppress";
import { keyOf } from "./disclosure/system";
import { countId, countIds, modelled, ratioIds } from "./modelled";
import type { Given, Ratio, Summed } from "./statement";

const made = new WeakSet<object>();

/** A table as a reader may see it: null where a value is hidden, and rows left out whose very name would say that somebody is so. Only this file makes one, and exporters take nothing else. */
class Told {
  /** Tells it from whatever looks alike. */
  protected readonly through = true;
  constructor(
    readonly table: string,
    readonly columns: Columns,
    readonly rows: readonly Row[],
    /** Of each row the columns that are hidden. */
    readonly hidden: readonly (readonly string[])[],
    /** How many rows are left out. */
    readonly unnamed: number,
    /** Rows that can be drawn: of which nothing is hidden that drawing needs. */
    readonly drawn: readonly Row[],
  ) {
    made.add(this);
  }
}
export type Released = Told;

/** Whether something came through the gate, whatever its type says. */
export const isReleased = (one: object): boolean => made.has(one);

/** Tables of one figure as they would leave, with the columns they have; and sums that readers know across them. */
export type Leaving = {
  tables: readonly (Given & { columns: Columns })[];
  summed: readonly Summed[];
  ratios?: readonly Ratio[];
};

/** From which data a report is made, by which rule, and what its readers have already, the earliest first. */
export type Rule = { name: string; digest: string; profile: Profile; earlier: readonly Published[] };

/** What leaves, figure by figure, and what a later report must know of it. */
export type Release = { figures: readonly (readonly Released[])[]; published: Published };

/** Columns that leave: those of which something is said; for the patient's own team all. */
function columnsOf({ columns, statement }: Given & { columns: Columns }, { kind }: Profile): Set<string> {
  const { key, counts, shares = {}, rests = {}, exactly = [] } = statement;
  if (kind === "none") return new Set(Object.keys(columns));
  const left = new Set([...key, ...Object.keys(counts), ...Object.keys(shares), ...Object.keys(rests)]);
  if (kind === "rounded") for (const name of exactly) left.delete(name);
  return left;
}

/** A share as it follows from counts as they are printed, which only a rule that rounds makes another. */
function shareTold(row: Row, { of, count }: { of: string; count?: string }, column: string, profile: Profile) {
  const value = row[column];
  if (profile.kind !== "rounded" || typeof value !== "number") return value ?? null;
  const all = Number(row[of]);
  const part = count === undefined ? Math.round(value * all) : Number(row[count]);
  return told(profile, all) === 0 ? null : told(profile, part) / told(profile, all);
}

/** Values of ratios across rows as they follow from counts that are told, by their names. */
type Ratios = ReadonlyMap<string, number | null>;

function ratiosTold({ tables, ratios = [] }: Leaving, { counts }: Model, profile: Profile): Ratios {
  const values = new Map(counts.map(({ id, value }) => [id, told(profile, value)]));
  return new Map(
    ratioIds(tables, ratios).map(([id, part, whole]) => {
      const [of, all] = [values.get(part), values.get(whole)];
      return [id, of === undefined || !all ? null : of / all];
    }),
  );
}

/** A row as it is told, and which of its columns are hidden. */
function toldRow(given: Given & { columns: Columns }, row: Row, outcome: Outcome, profile: Profile, ratios: Ratios) {
  const { counts, shares = {} } = given.statement;
  const leaves = columnsOf(given, profile);
  const hidden: string[] = [];
  const values = Object.keys(given.columns).flatMap((column): [string, Row[string]][] => {
    if (!leaves.has(column)) return [];
    const id = countId(given, row, column);
    const verdict = outcome.counts.get(id);
    const dependent = outcome.dependents.get(id);
    if (isHidden(verdict) || (dependent && "hidden" in dependent)) {
      hidden.push(column);
      return [[column, null]];
    }
    if (column in counts && verdict && "shown" in verdict) return [[column, verdict.shown]];
    const ratio = ratios.get(id);
    if (ratio !== undefined && profile.kind === "rounded") return [[column, ratio]];
    const share = shares[column];
    return [[column, share ? shareTold(row, share, column, profile) : (row[column] ?? null)]];
  });
  return { row: Object.fromEntries(values), hidden };
}

/** Values of columns that are named after patients' data under which every count is hidden: too few stand there to say that there are any. */
function unnamedIn(given: Given, told: readonly { row: Row; hidden: readonly string[] }[]): Set<number> {
  const { names = [], counts } = given.statement;
  const left = new Set<number>();
  for (const name of names) {
    const open = new Set(
      told
        .filter(({ hidden }) => Object.keys(counts).some((column) => !hidden.includes(column)))
        .map(({ row }) => row[name]),
    );
    told.forEach(({ row }, i) => {
      if (row[name] !== null && row[name] !== undefined && !open.has(row[name])) left.add(i);
    });
  }
  return left;
}

/** A table as it leaves, and the rows of it that do not. */
function releasedTable(
  given: Given & { columns: Columns },
  name: string,
  outcome: Outcome,
  profile: Profile,
  ratios: Ratios,
) {
  const all = given.rows.map((row) => toldRow(given, row, outcome, profile, ratios));
  const left = unnamedIn(given, all);
  const kept = all.filter((_, i) => !left.has(i));
  const leaves = columnsOf(given, profile);
  const columns = Object.fromEntries(Object.entries(given.columns).filter(([column]) => leaves.has(column)));
  const rows = kept.map(({ row }) => row);
  const hidden = kept.map((one) => one.hidden);
  const { drawn = Object.keys(columns) } = given.statement;
  const whole = rows.filter((_, i) => !drawn.some((column) => hidden[i]?.includes(column) === true));
  return {
    released: new Told(name, columns, rows, hidden, left.size, whole),
    left: given.rows.filter((_, i) => left.has(i)).flatMap((row) => countIds(given, row)),
  };
}

/** A report as others may have it: counts of rows that are left out bear names that nobody can come to from whom they count. */
function withoutNames(report: Published, left: ReadonlySet<string>): Published {
  const seed = textHash(JSON.stringify(report.counts.map(({ id }) => id)));
  const names = new Map([...left].toSorted().map((id, i) => [id, `${seed} ${i}`]));
  const name = (id: string) => names.get(id) ?? id;
  return {
    ...report,
    counts: report.counts.map((count) => ({ ...count, id: name(count.id) })),
    sums: report.sums.map(({ total, parts }) => ({ total: name(total), parts: parts.map(name) })),
    belows: report.belows.map(({ less, more }) => ({ less: name(less), more: name(more) })),
  };
}

/** Sums whose tables are those of one figure: tables are named apart from those of others. */
function apart({ tables, summed, ratios = [] }: Leaving, figure: number): Leaving {
  const called = (table: string) => `${figure} ${table}`;
  const place = (one: Summed["total"]) => ({ ...one, table: called(one.table) });
  return {
    tables: tables.map((given) => ({ ...given, table: called(given.table) })),
    summed: summed.map(({ total, parts, known = false }) => ({ total: place(total), parts: parts.map(place), known })),
    ratios: ratios.map(({ of, part, whole }) => ({ of: place(of), part: place(part), whole: place(whole) })),
  };
}

/** Counts that a reader has from elsewhere, as a report that tells them exactly, those alone that any report may tell. */
const fromElsewhere = (known: ReadonlyMap<string, number>, digest: string, profile: Profile): Published => ({
  name: "",
  digest,
  profile: { kind: "none", reason: "known from elsewhere" },
  counts: [...known].flatMap(([id, value]) =>
    primary(profile, value) === null ? { id, says: value, grows: false } : [],
  ),
  sums: [],
  belows: [],
});

const refused = (recovered: readonly Recovered[], { counts }: Model): Failed => {
  const hidden = `${recovered.length} hidden ${recovered.length === 1 ? "count" : "counts"} of ${counts.length}`;
  return new Failed({ kind: "disclosure", detail: `${hidden} could be worked out from what is published` });
};

/**
 * The one way out: what of some figures' tables may leave together under a rule. Small counts are hidden, and whatever they could be worked out from; then an attacker is set upon the result and the reports before it, and where one hidden count is recovered nothing leaves.
 * Throws Failed. Cost: see `suppress` and `audit`.
 */
export function release(figures: readonly Leaving[], { name, digest, profile, earlier }: Rule): Release {
  const leaving = figures.map(apart);
  const tables = leaving.flatMap((figure) => figure.tables);
  const { model, known } = modelled(
    tables,
    leaving.flatMap((figure) => figure.summed),
    leaving.flatMap((figure) => figure.ratios ?? []),
  );
  // The patients' own team has all of it, whatever others have.
  const before = profile.kind === "none" ? [] : [...earlier, fromElsewhere(known, digest, profile)];
  const outcome = suppress(model, { digest, profile, earlier: before });
  const report = published({ name, digest, profile }, model, outcome);
  const truth = new Map(model.counts.map(({ id, value }) => [keyOf(digest, id), value]));
  const recovered = audit([...before, report], truth);
  if (recovered.length > 0) throw refused(recovered, model);
  const told = leaving.map((figure, f) => {
    const ratios = ratiosTold(figure, model, profile);
    return figure.tables.map((given, t) => {
      const called = figures[f]?.tables[t]?.table ?? given.table;
      return releasedTable(given, called, outcome, profile, ratios);
    });
  });
  return {
    figures: told.map((own) => own.map(({ released }) => released)),
    published: withoutNames(report, new Set(told.flat().flatMap(({ left }) => left))),
  };
}
