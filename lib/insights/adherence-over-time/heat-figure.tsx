"use client";
import { count, percent, plural } from "../../charts/format";
import { HeatKey } from "../../charts/heat-layers";
import type { HeatBlock } from "../../charts/heat-layout";
import { HeatMap } from "../../charts/heat-map";
import { firstProvisional, provisionalDay } from "../../charts/provisional";
import type { Row } from "../../engine/decode";
import { groupsOf } from "../cells";
import type { FigureProps } from "../view";
import { courses } from "./heat";
import { bandsOf, courseLabels, sizeOf } from "./heat-words";
import type question from "./question";
import { timeOf } from "./time";
import type { Params } from "./title";

type Props = FigureProps<Params, typeof question.columns> & { rows: readonly Row[] };

const valueOf = (cell: Row | undefined) => (typeof cell?.["mean"] === "number" ? cell["mean"] : null);

/** The map's blocks, and its cells by row and column. */
function drawn(rows: readonly Row[], xs: readonly number[], params: Params) {
  const time = timeOf(params);
  const labels = courseLabels(params.threshold);
  const columnOf = new Map(xs.map((x, i) => [x, i]));
  const bands = bandsOf(rows);
  const groups = groupsOf(bands);
  const cells: { band: (typeof bands)[number]; at: (Row | undefined)[] }[] = [];
  const blocks = groups.map((group): HeatBlock => {
    const own = bands.filter((band) => band.group === group);
    return {
      key: group,
      head: groups.length > 1 ? `${group} · ${plural(sizeOf(own), "patient")}` : null,
      parts: courses.flatMap((course) => {
        const found = own.filter((band) => band.course === course);
        if (found.length === 0) return [];
        const made = found.map((band) => {
          const at = Array.from<Row | undefined>({ length: xs.length });
          for (const cell of band.cells) {
            const column = columnOf.get(time.place(typeof cell["period"] === "string" ? cell["period"] : null));
            if (column !== undefined) at[column] = cell;
          }
          cells.push({ band, at });
          return { key: String(band.row), patients: band.size, cells: at.map(valueOf) };
        });
        return [{ key: course, ...labels[course], rows: made }];
      }),
    };
  });
  return { blocks, cells, size: Math.max(1, ...bands.map((band) => band.size)) };
}

/** Patients over time, in the order of their courses. */
export function HeatFigure({ cells: all, earlier, rows, params, facts, title: name, onPickBeside }: Props) {
  const { threshold } = params;
  const time = timeOf(params);
  const axis = time.axis(all.map(({ period }) => period));
  const { xs } = axis;
  const { blocks, cells, size } = drawn(rows, xs, params);
  const most = rows.some((row) => (valueOf(row) ?? 0) > 1 + 1e-9) ? 1.2 : 1;
  const provisional = time.calendar ? provisionalDay(facts.provisionalFrom, xs, time.unit) : null;
  const labels = courseLabels(threshold);
  const headOf = (series: number, index: number) => {
    const found = cells[series];
    const group = found && blocks.length > 1 ? ` · ${found.band.group}` : "";
    return `${time.name(xs[index] ?? 0)}${group}`;
  };
  return (
    <>
      <div className="mb-3">
        <HeatKey
          most={most}
          threshold={threshold}
          absent="no value: not observed, or not defined"
          rows={blocks.flatMap(({ parts }) => parts.flatMap((part) => part.rows)).length}
        />
      </div>
      <HeatMap
        title={name}
        blocks={blocks}
        axis={axis}
        most={most}
        provisional={firstProvisional(xs, provisional)}
        note={({ series, index }) => {
          const found = cells[series];
          const cell = found?.at[index];
          if (!found || !cell) return { head: "", rows: [] };
          const value = percent(valueOf(cell) ?? 0, 1);
          const patients = typeof cell["patients"] === "number" ? cell["patients"] : 0;
          return {
            head: headOf(series, index),
            rows: [
              [found.band.size === 1 ? "value" : "mean", value],
              [
                "patients",
                found.band.size === patients ? count(patients) : `${count(patients)} of ${count(found.band.size)}`,
              ],
              ["row", `${count(series + 1)} of ${count(cells.length)}, ${labels[found.band.course].label}`],
            ],
          };
        }}
        onPick={({ series, index }) => {
          const found = cells[series];
          const cell = found?.at[index];
          if (found && cell)
            onPickBeside(
              "heat",
              cell,
              `${headOf(series, index)} · row ${count(series + 1)}, ${labels[found.band.course].label}`,
            );
        }}
      />
      <p className="mt-3 text-xs text-soft">
        {size === 1
          ? "Each row is one patient."
          : `A row stands for ${count(size)} patients next to each other in this order, the last of a course for what is left; a cell is the mean of those with a value.`}{" "}
        Rows are sorted by course, then by mean; the definition says how.
        {earlier && ` The map is not compared with what was known at ${earlier.words}; the table is.`}
      </p>
    </>
  );
}
