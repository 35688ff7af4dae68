import type { Row } from "../../engine/decode";
import { sql } from "../../sql";
import { calinskiHarabasz } from "../../stats/calinski-harabasz";
import type { FitContext, Fitted } from "../insight";
import type { Params } from "./question";
import { counted, distinctVectors, farthest, labelled, parted, stepped, vectorOf, type Vector } from "./vectors";

type Context = FitContext<Params>;

/** Centres in order of descending mean, and the sum of squared distances to them. */
type Clusters = { centres: readonly Vector[]; patients: number; within: number };

const [fewest, most] = [2, 6];
const mostSteps = 100;

const sum = (values: Vector): number => values.reduce((total, value) => total + value, 0);

/** Descending by their mean, then by their values. */
function descending(a: Vector, b: Vector): number {
  const by = sum(b) - sum(a);
  if (by !== 0) return by;
  const i = a.findIndex((value, w) => value !== b[w]);
  return i < 0 ? 0 : (b[i] ?? 0) - (a[i] ?? 0);
}

const same = (a: readonly Vector[], b: readonly Vector[]): boolean =>
  a.length === b.length && a.every((centre, g) => centre.every((value, i) => value === b[g]?.[i]));

/** Lloyd's iterations until no centre moves. A centre that is nearest to nobody is let go. */
async function lloyd(
  { fold, dialect, params }: Context,
  vectors: Vectors,
  start: readonly Vector[],
): Promise<Clusters> {
  let centres = start.toSorted(descending);
  for (let step = 1; ; step++) {
    const { statement, columns } = stepped(dialect, await vectors(), centres, params.windows);
    const rows: Row[] = await fold(statement, columns);
    const moved = rows.map((row) => vectorOf(row, params.windows)).toSorted(descending);
    const found = {
      centres: moved,
      patients: rows.reduce((total, { patients }) => total + Number(patients), 0),
      within: rows.reduce((total, { within }) => total + Number(within), 0),
    };
    if (same(moved, centres) || step === mostSteps) return found;
    centres = moved;
  }
}

type Vectors = () => ReturnType<Context["keep"]>;

/** Starts without chance: the means of so many equal parts in order of mean adherence, and the vectors that lie farthest from each other, the first of them farthest from the mean (maximin). */
async function startsOf({ fold, dialect, params }: Context, vectors: Vectors, mean: Vector, upTo: number) {
  const { windows } = params;
  const far: Vector[] = [];
  for (let g = 0; g < upTo; g++) {
    const next = farthest(await vectors(), far.length > 0 ? far : [mean], windows);
    far.push(...(await fold(next.statement, next.columns)).map((row) => vectorOf(row, windows)));
  }
  return async (k: number): Promise<Vector[][]> => {
    const parts = parted(dialect, await vectors(), k, windows);
    const means = (await fold(parts.statement, parts.columns)).map((row) => vectorOf(row, windows));
    return [means, far.slice(0, k)];
  };
}

/** For every number of groups that there can be the best of its starts, and everybody in one. */
async function clusters(ctx: Context): Promise<Clusters[]> {
  const { fold, keep, rows, params } = ctx;
  const vectors = () => keep(distinctVectors(rows, params.windows));
  const all = counted(await vectors());
  const distinct = Number((await fold(all.statement, all.columns))[0]?.["vectors"] ?? 0);
  if (distinct === 0) return [];
  const one = await lloyd(ctx, vectors, [Array.from({ length: params.windows }, () => 0)]);
  const upTo = Math.min(most, distinct);
  const starts = await startsOf(ctx, vectors, one.centres[0] ?? [], upTo);
  const found = [one];
  for (let k = fewest; k <= upTo; k++) {
    const tried: Clusters[] = [];
    for (const start of await starts(k)) tried.push(await lloyd(ctx, vectors, start));
    const whole = tried.filter(({ centres }) => centres.length === k);
    const [best] = whole.toSorted((a, b) => a.within - b.within);
    if (best) found.push(best);
  }
  return found;
}

const labelOf = (g: number): string => String.fromCodePoint(65 + g);

/** Longitudinal k-means: who is nearest to which centre, for as many groups as are asked for or the criterion chooses. Two runs for each number of groups, each step of a run one pass over the distinct courses. */
export async function fit(ctx: Context): Promise<Fitted> {
  const { groups } = ctx.params;
  const found = await clusters(ctx);
  const total = found[0]?.within ?? 0;
  const rated = found.map((one) => ({
    ...one,
    k: one.centres.length,
    value: calinskiHarabasz(one.patients, one.centres.length, total, one.within),
  }));
  const best = rated.reduce<(typeof rated)[number] | undefined>(
    (held, one) => (!held || one.value > (Number.isNaN(held.value) ? -Infinity : held.value) ? one : held),
    undefined,
  );
  const asked = rated.findLast(({ k }) => k <= groups);
  const chosen = groups > 0 ? asked : best;
  const centres = chosen?.centres ?? [];
  return {
    rows: (grouped) =>
      labelled(
        sql`(SELECT * EXCLUDE ("group"), "group" AS trait FROM ${grouped})`,
        centres,
        centres.map((_, g) => labelOf(g)),
      ),
    also: {
      criterion: rated
        .filter(({ k }) => k >= fewest)
        .map(({ k, value }) => ({
          k,
          calinski_harabasz: Number.isFinite(value) ? value : null,
          chosen: k === chosen?.k,
        })),
    },
  };
}
