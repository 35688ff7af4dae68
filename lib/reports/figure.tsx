import { count, plural } from "../charts/format";
import { Paper } from "../charts/paper";
import { unbroken } from "../cohorts/lettered";
import type { AnyView } from "../insights/view";
import type { MadeFigure } from "./made";
import { Prose } from "./prose";
import { ReportTable } from "./table";

/** How wide a figure is on paper, in pixels: what a page of A4 has within its margins. */
const figureWidth = 680;

const nobody = () => undefined;

function Drawn({ figure, view }: { figure: MadeFigure; view: AnyView }) {
  const { tables, params, facts, title } = figure;
  const of = (name: string) => tables.find(({ released }) => released.table === name)?.released;
  const cells = of("cells");
  if (figure.undrawn !== null || !cells) return <p className="text-soft">{figure.undrawn}</p>;
  const also = Object.fromEntries(
    figure.asides.map((name) => {
      const table = of(name);
      return [name, table?.drawn ?? []];
    }),
  );
  return (
    <Paper width={figureWidth} merged={figure.merged}>
      <view.Figure
        cells={cells.drawn}
        also={also}
        earlier={null}
        params={params}
        facts={facts}
        title={title}
        onPick={nobody}
        onPickBeside={nobody}
        onPickSides={nobody}
        difference={() => null}
      />
    </Paper>
  );
}

/** What is to be said of rows that are in a figure's table and not in its picture; null where there are none. */
function undrawnWords({ tables: [cells], undrawn }: MadeFigure): string | null {
  const all = cells?.released.rows.length ?? 0;
  const left = all - (cells?.released.drawn.length ?? 0);
  if (left === 0 || undrawn !== null) return null;
  return `${plural(left, "value")} of ${count(all)} ${left === 1 ? "is" : "are"} hidden or partly so, and not drawn: what is missing is not nought.`;
}

/** A figure with its finding, its tables under it. */
export function ReportFigure({ figure, view, number }: { figure: MadeFigure; view: AnyView; number: number }) {
  const left = undrawnWords(figure);
  return (
    <section className="report-figure">
      {figure.heading !== "" && <h2>{figure.heading}</h2>}
      <figure>
        <figcaption>
          <span className="font-semibold">{`Figure ${number}. ${unbroken(figure.title)}`}</span>
          <br />
          <span className="text-soft">{`${figure.subtitle}.`}</span>
        </figcaption>
        <Drawn figure={figure} view={view} />
        {left !== null && <p className="text-sm text-soft">{left}</p>}
      </figure>
      {figure.note !== "" && <Prose markdown={figure.note} />}
      {figure.tables.map((table, i) => (
        <details key={table.released.table} className="report-details">
          <summary>{`Table ${number}.${i + 1}: ${table.label}`}</summary>
          <div className="report-wide">
            <ReportTable table={table} number={`${number}.${i + 1}`} />
          </div>
        </details>
      ))}
    </section>
  );
}
