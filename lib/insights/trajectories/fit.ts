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

/** The vector farthest from the nearest of these. */
async function outermost({ fold, params }: Context, vectors: Vectors, centres: readonly Vector[]): Promise<Vector> {
  const { statement, columns } = farthest(await vectors(), centres, params.windows);
  const [row = {}] = await fold(statement, columns);
  return vectorOf(row, params.windows);
}

/** Means of so many equal parts in order of mean adherence. */
async function parts({ fold, dialect, params }: Context, vectors: Vectors, k: number): Promise<Vector[]> {
  const { statement, columns } = parted(dialect, await vectors(), k, params.windows);
  return (await fold(statement, columns)).map((row) => vectorOf(row, params.windows));
}

/** For every number of groups that there can be the best of three starts, none of them by chance: equal parts in order of mean adherence; vectors that lie farthest apart, the first farthest from the mean (maximin); and the best for one
 * group fewer with the vector farthest from all of its centres. Everybody in one group comes first. */
async function clusters(ctx: Context): Promise<Clusters[]> {
  const { fold, keep, rows, params } = ctx;
  const vectors = () => keep(distinctVectors(rows, params.windows));
  const all = counted(await vectors());
  const distinct = Number((await fold(all.statement, all.columns))[0]?.["vectors"] ?? 0);
  if (distinct === 0) return [];
  let best = await lloyd(ctx, vectors, [Array.from({ length: params.windows }, () => 0)]);
  const found = [best];
  const apart = [await outermost(ctx, vectors, best.centres)];
  for (let k = fewest; k <= Math.min(most, distinct); k++) {
    apart.push(await outermost(ctx, vectors, apart));
    const further = [...best.centres, await outermost(ctx, vectors, best.centres)];
    const ended: Clusters[] = [];
    for (const start of [await parts(ctx, vectors, k), apart, further]) ended.push(await lloyd(ctx, vectors, start));
    const [least] = ended.filter(({ centres }) => centres.length === k).toSorted((a, b) => a.within - b.within);
    if (!least) continue;
    best = least;
    found.push(best);
  }
  return found;
}

const labelOf = (g: number): string => String.fromCodePoint(65 + g);

/** Longitudinal k-means: who is nearest to which centre, for as many groups as are asked for or the criterion chooses. Each step of a run is one pass over the distinct courses. */
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
