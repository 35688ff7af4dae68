import { Failed } from "../../failure";
import { groupsOf } from "./groups";
import { contradictions, type Model } from "./model";
import type { Found, Move } from "./move";
import { movesOf } from "./moves";
import { leastHidden, primary, type Profile, smallest, told } from "./profile";
import { givenAway, isHidden, type Outcome, type Published, published, type Reason, type Verdict } from "./published";
import { settle } from "./settle";
import { type Bounds, boundsOf, propagate } from "./propagate";
import { around, pinnedBy, second } from "./solve";
import type { Cost } from "./ways";
import { keyOf, type System, systemOf } from "./system";

/** The state of the data that a report is made from, and the reports made before, the earliest first. */
export type Context = { digest: string; profile: Profile; earlier: readonly Published[] };

/** What must be hidden whatever stands beside it, and what an earlier report of the same data hid. */
function first({ counts }: Model, { digest, profile, earlier }: Context): Map<string, Reason> {
  const before = earlier.filter((report) => report.digest === digest).flatMap((report) => report.counts);
  const hidden = new Set(before.flatMap(({ id, says }) => (says === "hidden" ? [id] : [])));
  return new Map(
    counts.flatMap(({ id, value }): [string, Reason][] => {
      const reason = primary(profile, value) ?? (hidden.has(id) ? "earlier" : null);
      return reason ? [[id, reason]] : [];
    }),
  );
}

const verdicts = (model: Model, profile: Profile, hidden: ReadonlyMap<string, Reason>): Map<string, Verdict> => {
  const given = givenAway(model, new Set(hidden.keys()));
  return new Map(
    model.counts.map(({ id, value, shown }): [string, Verdict] => {
      const reason = hidden.get(id);
      if (reason) return [id, { hidden: reason }];
      return [id, shown || given.has(id) ? { shown: told(profile, value) } : { unsaid: true }];
    }),
  );
};

/** To hide one count more weighs more than any number of patients; of as many counts those of the fewest patients are hidden. */
const each = 2 ** 32;

/** Unknowns of this report that are published and could be hidden instead, with what that costs. */
function losses(
  system: System,
  model: Model,
  { digest, profile, earlier }: Context,
  counts: ReadonlyMap<string, Verdict>,
): Map<number, number> {
  const said = new Set(
    earlier.flatMap((report) =>
      report.counts.map(({ id, says }) => (typeof says === "number" ? keyOf(report.digest, id) : "")),
    ),
  );
  return new Map(
    model.counts.flatMap(({ id, value }): [number, number][] => {
      const key = keyOf(digest, id);
      const of = system.place.get(key);
      const verdict = counts.get(id);
      const can = verdict && "shown" in verdict && value >= leastHidden(profile) && !said.has(key);
      return can && of !== undefined ? [[of, each + value]] : [];
    }),
  );
}

/** The least costly of those that fit; one that costs nothing ends the search. */
function leastOf(moves: Iterable<Found>, fits: (move: Move) => boolean): Found | null {
  let best: Found | null = null;
  for (const found of moves) {
    if (found.cost < (best?.cost ?? Infinity) && fits(found.move)) best = found;
    if (best?.cost === 0) break;
  }
  return best;
}

/** Hides more until no hidden count can be recovered; what it hides is told by `onHide`. Returns the hidden counts for which nothing is left to hide. */
function complementary(
  system: System,
  loss: Map<number, number>,
  profile: Profile,
  onHide: (of: number) => void,
): number[] {
  const { unknowns } = system;
  const groups = groupsOf(system);
  const cleared = new Set<number>();
  const cost: Cost = (of, by) => {
    const { base = 0, least = 0, greatest = 0 } = unknowns[of] ?? {};
    if (base + by >= least && base + by <= greatest) return 0;
    return base + by >= leastHidden(profile) ? (loss.get(of) ?? Infinity) : Infinity;
  };
  const moves = movesOf(system, cost);
  const hide = (of: number) => {
    const unknown = unknowns[of];
    if (!unknown || !loss.delete(of)) return;
    groups.open(of);
    Object.assign(unknown, {
      least: leastHidden(profile),
      greatest: Infinity,
      target: true,
      small: smallest(profile) - 1,
    });
    onHide(of);
  };
  const take = (of: number, move: Move) => {
    for (const [moved, by] of move) {
      const { base = 0, least = 0, greatest = 0 } = unknowns[moved] ?? {};
      if (base + by < least || base + by > greatest) hide(moved);
    }
    for (const [moved] of move) if (groups.same(moved, of)) cleared.add(moved);
  };
  const clear = (of: number): boolean => {
    const found = leastOf(moves(of), (move) => groups.plausible(of, move));
    const move = found?.move ?? second(system, propagated(system), of, groups);
    if (typeof move === "string") return false;
    take(of, move);
    return true;
  };
  const open: number[] = [];
  const targets = unknowns.flatMap(({ target, base }, of) => (target ? [{ of, base }] : []));
  const queue = new Set(targets.toSorted((a, b) => a.base - b.base || a.of - b.of).map(({ of }) => of));
  for (const of of queue) {
    while (!cleared.has(of) && !clear(of)) {
      const next = freed(system, loss, profile, of) ? nearest(system, loss, of) : undefined;
      if (next === undefined) {
        open.push(of);
        break;
      }
      hide(next);
      queue.add(next);
    }
  }
  return open;
}

const propagated = (system: System): Bounds => propagate(system, system.equations.keys(), boundsOf(system));

/** Whether a count could be protected by hiding all that can be hidden: else earlier reports give it away, and to hide more were in vain. */
function freed(system: System, loss: ReadonlyMap<number, number>, profile: Profile, of: number): boolean {
  const bounds = boundsOf(system);
  for (const one of loss.keys()) {
    bounds.least[one] = leastHidden(profile);
    bounds.greatest[one] = Infinity;
  }
  propagate(system, system.equations.keys(), bounds);
  return bounds.least[of] !== bounds.greatest[of] && !pinnedBy(system, bounds, around(system, bounds, of), of);
}

/** The published count of least loss among those fewest equations away. */
function nearest({ unknowns, equations }: System, loss: ReadonlyMap<number, number>, of: number): number | undefined {
  const seen = new Set([of]);
  for (let ring = [of]; ring.length > 0;) {
    const near = ring
      .flatMap((one) => unknowns[one]?.on ?? [])
      .flatMap(({ equation }) => equations[equation]?.map((term) => term.of) ?? []);
    ring = [...new Set(near)].filter((one) => !seen.has(one)).toSorted((a, b) => a - b);
    for (const one of ring) seen.add(one);
    const [best] = ring.filter((one) => loss.has(one)).toSorted((a, b) => (loss.get(a) ?? 0) - (loss.get(b) ?? 0));
    if (best !== undefined) return best;
  }
  return undefined;
}

/**
 * What may be told of a report's counts: those that are small are hidden, then as many others, of least loss, as it takes that none of the hidden ones can be recovered, here or in an earlier report; then what rests on any of them.
 * The same whatever the order of counts, sums and earlier hiding. Each hidden count costs a search of least cost through the sums (O(terms log terms)); hiding more never uncovers what was cleared, so that each is cleared once.
 */
export function suppress(model: Model, context: Context): Outcome {
  const [wrong] = contradictions(model);
  if (wrong !== undefined) throw new Failed({ kind: "disclosure", detail: wrong });
  const { digest, profile, earlier } = context;
  const hidden = first(model, context);
  const start = verdicts(model, profile, hidden);
  const truth = new Map(model.counts.map(({ id, value }) => [keyOf(digest, id), value]));
  const report = published({ name: "", digest, profile }, model, { counts: start });
  const system = settle(systemOf([...earlier, report], truth));
  const open = complementary(system, losses(system, model, context, start), profile, (of) => {
    hidden.set(system.unknowns[of]?.id ?? "", "complementary");
  });
  const counts = verdicts(model, profile, hidden);
  return {
    counts,
    dependents: new Map(
      model.dependents.map(({ id, on }) => [
        id,
        on.some((one) => isHidden(counts.get(one))) ? { hidden: "dependent" } : { shown: true },
      ]),
    ),
    unprotected: open.map((of) => system.unknowns[of]?.id ?? ""),
  };
}
