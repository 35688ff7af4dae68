import { grouped } from "../group";
import { bySubject, observationOf } from "./definitions";
import { isoDay, type Fact } from "./facts";
import { daysInHand, type Rules, treated, worklistOf } from "./worklist";

type Asked = { outcome: "stopped" | "end" | "gap"; horizon: number; outcomeGap: number; weeks: number };

/** Days on which what is to be warned of came, one after the other, as it is said in words. */
function outcomesOf(own: readonly Fact[], dataEnd: number, { outcome, outcomeGap }: Asked): number[] {
  const observation = observationOf(own, dataEnd);
  if (!observation) return [];
  const followed = (day: number) => day <= observation.to;
  if (outcome !== "gap") {
    const days = own.filter(({ role }) => role === (outcome === "end" ? "end" : "stop")).map(({ day }) => day);
    const found = [...new Set(days)].toSorted((a, b) => a - b).filter(followed);
    return outcome === "end" ? found.slice(0, 1) : found;
  }
  const held = daysInHand(own, own, dataEnd);
  if (held.size === 0) return [];
  const found: number[] = [];
  let without = 0;
  for (let day = Math.min(...held); day <= dataEnd; day++) {
    without = held.has(day) ? 0 : without + 1;
    const known = own.filter((fact) => fact.day <= day);
    if (without === outcomeGap + 1 && followed(day) && treated(known, day)) found.push(day);
  }
  return found;
}

/** What became of each patient's first warning by each rule and by any, and of outcomes without one: “rule,state,subject,day,outcome”. */
export function warningsOf(
  facts: readonly Fact[],
  dataEnd: number,
  rules: Rules,
  names: readonly string[],
  asked: Asked,
) {
  const { horizon, weeks } = asked;
  const begin = dataEnd - 7 * weeks;
  const looks = Array.from({ length: weeks + 1 }, (_, i) => begin + 7 * i);
  const listed = looks.flatMap((day) => {
    const found = worklistOf(facts, dataEnd, rules, day).filter(({ rule }) => names.includes(rule));
    return found.flatMap(({ subject, rule }) => [rule, "any"].map((one) => ({ day, subject, rule: one })));
  });
  const days = new Map(
    [...grouped(listed, ({ subject, rule }) => `${subject} ${rule}`)].map(([key, own]) => [
      key,
      new Set(own.map(({ day }) => day)),
    ]),
  );
  const told = [...bySubject(facts)].flatMap(([subject, own]) => {
    const outcomes = outcomesOf(own, dataEnd, asked).filter((day) => day > begin);
    const to = observationOf(own, dataEnd)?.to ?? begin;
    return ["any", ...names].flatMap((rule) => {
      const on = days.get(`${subject} ${rule}`) ?? new Set();
      const found: string[] = [];
      const say = (state: string, day: number | null, outcome: number | null) =>
        found.push(
          [rule, state, subject, day === null ? "" : isoDay(day), outcome === null ? "" : isoDay(outcome)].join(","),
        );
      const entered = looks.slice(1).find((day) => on.has(day) && !on.has(day - 7));
      if (entered !== undefined) {
        const outcome = outcomes.find((day) => day > entered && day <= entered + horizon);
        say(outcome !== undefined ? "warned" : entered + horizon <= to ? "wrongly" : "open", entered, outcome ?? null);
      } else if (on.has(begin)) say("already", begin, null);
      const [first] = outcomes;
      if (first !== undefined && !looks.some((day) => on.has(day) && day < first && day >= first - horizon))
        say("missed", null, first);
      return found;
    });
  });
  return {
    told,
    listed: new Map(
      [...grouped(listed, ({ day, rule }) => `${isoDay(day)} ${rule}`)].map(([key, own]) => [
        key,
        new Set(own.map(({ subject }) => subject)).size,
      ]),
    ),
  };
}
