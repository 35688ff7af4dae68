import type { LanePlace, RiverLane } from "./river-marks";
import { courseOf, painted } from "./river-paint";

const colours = {
  river: "var(--color-river)",
  moss: "var(--color-moss)",
  copper: "var(--color-copper)",
  ink: "var(--color-ink)",
};

type LaneProps = { lane: RiverLane; place: LanePlace; reading: string; gutter: number; width: number };

/** A lane: its name, what it says at the time that is read, and its marks. */
export function Lane({ lane, place, reading, gutter, width }: LaneProps) {
  const marks = painted(lane, place);
  const colour = colours[lane.tone];
  const course = lane.course && courseOf(lane.course, place);
  const clipped = { fill: colour };
  return (
    <>
      {course && (
        <>
          <path d={course.area} {...clipped} opacity=".12" />
          {course.threshold !== null && (
            <line
              x1={place.left}
              x2={place.right}
              y1={course.threshold}
              y2={course.threshold}
              stroke="var(--color-soft)"
              strokeDasharray="2 4"
            />
          )}
          <path d={course.line} fill="none" stroke={colour} strokeWidth="2" strokeLinejoin="round" />
        </>
      )}
      <path d={marks.gaps} className="fill-copper" opacity=".14" shapeRendering="crispEdges" />
      <path d={marks.soft} {...clipped} opacity=".32" shapeRendering="crispEdges" />
      <path d={marks.joined} fill="none" stroke={colour} opacity=".5" />
      <path d={marks.solid} {...clipped} opacity=".85" shapeRendering="crispEdges" />
      <path d={marks.boxes} fill="var(--color-card)" stroke="var(--color-copper)" strokeWidth="1.5" />
      <path
        d={marks.rings}
        fill="var(--color-card)"
        stroke={lane.tone === "river" ? "var(--color-copper)" : colour}
        strokeWidth="1.5"
      />
      {marks.texts.map(({ x, y, text, centred }) => (
        <text
          key={`${x} ${text}`}
          x={x}
          y={y}
          fontSize={centred ? 9 : 11}
          textAnchor={centred ? "middle" : "start"}
          fill={centred ? "var(--color-soft)" : "var(--color-ink)"}
        >
          {text}
        </text>
      ))}
      {gutter === 0 ? (
        <text x="2" y={place.top - 3} fontSize="11" fill="var(--color-soft)">
          {lane.label}
          <tspan fill="var(--color-ink)">{`  ${reading}`}</tspan>
        </text>
      ) : (
        <>
          <rect x="0" width={gutter - 1} y={place.top} height={place.tall} fill="var(--color-card)" />
          <text x="0" y={place.top + 14} fontSize="11" fill="var(--color-soft)">
            {clip(lane.label, gutter)}
          </text>
          <text x="0" y={place.top + 27} fontSize="11" fill="var(--color-ink)">
            {clip(reading, gutter)}
          </text>
        </>
      )}
      <line
        x1="0"
        x2={width}
        y1={place.top + place.tall + 0.5}
        y2={place.top + place.tall + 0.5}
        stroke="var(--color-line)"
      />
    </>
  );
}

const clip = (text: string, pixels: number) => {
  const most = Math.floor((pixels - 8) / 6);
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
};
