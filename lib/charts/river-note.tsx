import { dayFormats } from "./format";
import { NoteRows } from "./note";
import type { LaneMark, RiverLane } from "./river-marks";
import { readAt } from "./river-read";
import { dayMs } from "./river-scale";

/** A note that stays: of a lane, or of what all of them read where it is null, at a time, about the marks there. */
export type Pinned = { key: string; lane: string | null; at: number; marks: readonly LaneMark[] };

/** A day of the axis: of the calendar, or counted from an index day. */
export const dayWords = (at: number, relative: boolean): string =>
  relative ? `day ${Math.floor(at / dayMs)}`.replace("-", "−") : dayFormats.day(at);

const mostRows = 6;

/** What stands at a place of a lane. */
export function MarkNote({
  pin: { lane, at, marks },
  lanes,
  relative,
}: {
  pin: Pinned;
  lanes: readonly RiverLane[];
  relative: boolean;
}) {
  if (lane === null) {
    const read = lanes.map((one) => [one.label, readAt(one, at)] as const).filter(([, said]) => said !== "");
    return <NoteRows head={dayWords(at, relative)} rows={read} />;
  }
  const rows = marks.slice(0, mostRows).map(({ label, from, to, count }) => {
    const last = to - dayMs;
    const days = last > from ? `${dayWords(from, relative)} to ${dayWords(last, relative)}` : dayWords(from, relative);
    return [days, count > 1 && last === from ? `${label} (${count})` : label] as const;
  });
  const more = marks.length - rows.length;
  return (
    <NoteRows
      head={lanes.find(({ key }) => key === lane)?.label ?? ""}
      rows={more > 0 ? [...rows, [`and ${more} more`, ""] as const] : rows}
    />
  );
}
