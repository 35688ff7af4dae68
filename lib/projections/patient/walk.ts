import type { PatientEvent } from "./events";
import { nothing, type State, withEvent } from "./state";

const apart = 128;

/** The state after so many events of a patient, in order of time. Folded once, linear in the events; each state after it costs a few of them. */
export function walkOf(events: readonly PatientEvent[]): (count: number) => State {
  const marks: State[] = [nothing];
  let state = nothing;
  events.forEach((event, i) => {
    state = withEvent(state, event);
    if ((i + 1) % apart === 0) marks.push(state);
  });
  return (count) => {
    const from = Math.min(marks.length - 1, Math.floor(Math.min(count, events.length) / apart));
    return events.slice(from * apart, count).reduce(withEvent, marks[from] ?? nothing);
  };
}
