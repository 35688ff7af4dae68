import { heightOf, type LanePlace, type RiverLane } from "./river-marks";
import { dayMs, type Span, type Warp } from "./river-scale";

const [narrow, broadGutter, narrowHead] = [640, 148, 15];

/** Below the lanes, for the axis. */
export const foot = 24;

/** Where lanes and times lie in a picture of a width (pixels). */
export type RiverLayout = {
  width: number;
  /** Where names of lanes stand beside them; 0 where they stand above. */
  gutter: number;
  plot: number;
  pixelsPerDay: number;
  /** A time of the axis, and the time of the view (as it is cut short) at a pixel. */
  x(at: number): number;
  timeAt(pixel: number): number;
  places: readonly LanePlace[];
  bottom: number;
  /** The lane at a height; −1 above all. */
  laneAt(y: number): number;
};

export function layoutOf(lanes: readonly RiverLane[], view: Span, warp: Warp, width: number): RiverLayout {
  const gutter = width >= narrow ? broadGutter : 0;
  const head = gutter === 0 ? narrowHead : 0;
  const plot = Math.max(1, width - gutter);
  const span = view.to - view.from;
  const x = (at: number) => gutter + ((warp.shown(at) - view.from) / span) * plot;
  const pixelsPerDay = (plot / span) * dayMs;
  let bottom = 0;
  const places = lanes.map((lane) => {
    const tall = heightOf(lane);
    const place = { x, left: gutter, right: gutter + plot, top: bottom + head, tall, pixelsPerDay };
    bottom += tall + head;
    return place;
  });
  return {
    width,
    gutter,
    plot,
    pixelsPerDay,
    x,
    timeAt: (pixel) => view.from + ((pixel - gutter) / plot) * span,
    places,
    bottom,
    laneAt: (y) => places.findLastIndex(({ top }) => top - head <= y),
  };
}
