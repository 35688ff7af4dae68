import { Paper } from "../charts/paper";
import { unbroken } from "../cohorts/lettered";
import type { AnyView } from "../insights/view";
import { whole } from "./compose";
import type { MadeFigure } from "./made";
import { Prose } from "./prose";
import { ReportTable } from "./table";

/** How wide a figure is on paper, in pixels: what a page of A4 has within its margins. */
export const figureWidth = 680;

const nobody = () => undefined;

function Drawn({ figure, view }: { figure: MadeFigure; view: AnyView }) {
  const { tables, params, facts, title } = figure;
  const of = (name: string) => tables.find(({ released }) => released.table === name)?.released;
  const cells = of("cells");
  if (figure.undrawn !== null || !cells) return <p className="text-soft">{figure.undrawn}</p>;
  const also = Object.fromEntries(
    figure.asides.map((name) => {
      const table = of(name);
      return [name, table ? whole(table) : []];
    }),
  );
  return (
    <Paper width={figureWidth}>
      <view.Figure
        cells={whole(cells)}
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

/** How many rows of a figure are in its tables and not in its picture, since something in them is hidden. */
const undrawnRows = ({ tables: [cells] }: MadeFigure): number =>
  cells?.released.hidden.filter((columns) => columns.length > 0).length ?? 0;

/** A figure with its finding, its tables under it. */
export function ReportFigure({ figure, view, number }: { figure: MadeFigure; view: AnyView; number: number }) {
  const left = undrawnRows(figure);
  return (
    <section className="report-figure" aria-labelledby={`figure-${number}`}>
      {figure.heading !== "" && <h2>{figure.heading}</h2>}
      <figure>
        <figcaption id={`figure-${number}`}>
          <span className="font-semibold">{`Figure ${number}. ${unbroken(figure.title)}`}</span>
          <br />
          <span className="text-soft">{`${figure.subtitle}.`}</span>
        </figcaption>
        <Drawn figure={figure} view={view} />
        {left > 0 && figure.undrawn === null && (
          <p className="text-sm text-soft">{`Of ${figure.tables[0]?.released.rows.length ?? 0} values ${left} ${left === 1 ? "is" : "are"} hidden or partly so, and not drawn.`}</p>
        )}
      </figure>
      {figure.note !== "" && <Prose markdown={figure.note} />}
      {figure.tables.map((table, i) => (
        <details key={table.released.table} className="report-details">
          <summary>{`Table ${number}.${i + 1}: ${table.label}`}</summary>
          <div className="report-wide" tabIndex={-1}>
            <ReportTable table={table} number={`${number}.${i + 1}`} />
          </div>
        </details>
      ))}
    </section>
  );
}
