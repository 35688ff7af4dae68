import type { Engine } from "../engine/engine";
import type { Known } from "../log/as-known";
import type { Answer } from "./ask";

type Answered = Omit<Answer, "known" | "before">;
type Kept = { answers: Map<string, Answered>; states: Map<string, { last: Known; before: Known | null }> };

const most = { answers: 200, cells: 20_000, states: 2000 };
const kept = new WeakMap<Engine, Kept>();

function ofEngine(engine: Engine): Kept {
  const held = kept.get(engine) ?? { answers: new Map(), states: new Map() };
  kept.set(engine, held);
  return held;
}

function put<V>(map: Map<string, V>, key: string, value: V, size: number): void {
  map.delete(key);
  map.set(key, value);
  for (const old of [...map.keys()].slice(0, Math.max(0, map.size - size))) map.delete(old);
}

/** Answers that were given, by their key; the least recently used of 200 makes room, and one with very many cells is not kept. */
export function answers(engine: Engine): {
  get(key: string): Answered | undefined;
  set(key: string, answer: Answered): void;
} {
  const { answers: held } = ofEngine(engine);
  return {
    get(key) {
      const found = held.get(key);
      if (found) put(held, key, found, most.answers);
      return found;
    },
    set(key, answer) {
      if (answer.cells.length <= most.cells) put(held, key, answer, most.answers);
    },
  };
}

/** Remembers what was known when a question was asked, and returns what had been known the time before, where that was something else. */
export function earlierState(engine: Engine, asked: string, known: Known): Known | null {
  const { states } = ofEngine(engine);
  const found = states.get(asked);
  const before = found && found.last.digest !== known.digest ? found.last : (found?.before ?? null);
  put(states, asked, { last: known, before }, most.states);
  return before;
}
