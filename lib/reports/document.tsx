import type { ReactNode } from "react";
import { count, isoDay, isoMoment } from "../charts/format";
import { cohortSentence } from "../cohorts/words";
import { profileWords } from "../export/disclosure/profile";
import { isDay } from "../log/moment";
import type { AnyView } from "../insights/view";
import { ReportFigure } from "./figure";
import type { Made, MadeFigure } from "./made";
import { Prose } from "./prose";
import { hiddenMark } from "./table";

type Term = readonly [term: string, value: string];

const Terms = ({ rows }: { rows: readonly Term[] }) => (
  <dl className="report-terms">
    {rows.map(([term, value]) => (
      <div key={term}>
        <dt>{term}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

const told = (value: unknown): string => (typeof value === "number" ? count(value) : hiddenMark);

const momentWords = ({ momentGiven }: Made): string =>
  isDay(momentGiven) ? `${isoDay(momentGiven)}, end of day` : isoMoment(momentGiven);

/** What the whole report rests on. */
function aboutData(made: Made): Term[] {
  const [row] = made.history.rows;
  return [
    ["As known at", momentWords(made)],
    ["Events from", isoDay(made.dataStart)],
    ["until", isoDay(made.dataEnd)],
    ["Time zone", made.zone],
    ["Patients", told(row?.["patients"])],
    ["Events", told(row?.["events"])],
    ["Fingerprint of the data", made.digest],
    ...Object.entries(made.versions),
  ];
}

const parameterRows = (params: object): Term[] =>
  Object.entries(params).map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]);

function Method({ figure, number }: { figure: MadeFigure; number: number }) {
  const { definition, cohorts, params, sql } = figure;
  return (
    <section>
      <h3>{`Figure ${number}: ${figure.subtitle}`}</h3>
      <Terms rows={definition.rows} />
      {definition.formula && <p>{definition.formula}</p>}
      {definition.words.map((word) => (
        <p key={word}>{word}</p>
      ))}
      {cohorts.map((cohort) => (
        <p key={cohort.name}>{`${cohort.name}: ${cohortSentence(cohort)}`}</p>
      ))}
      <h4>Parameters</h4>
      <Terms rows={parameterRows(params)} />
      {definition.inR && (
        <>
          <h4>The same in R</h4>
          <pre>{definition.inR}</pre>
        </>
      )}
      <details className="report-details">
        <summary>{`SQL of figure ${number}`}</summary>
        <pre>{sql}</pre>
      </details>
    </section>
  );
}

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section>
    <h2>{title}</h2>
    {children}
  </section>
);

/** A report as its reader has it: what it says, what it rests on and hides, and how every figure is measured. */
export function ReportDocument({ made, views }: { made: Made; views: ReadonlyMap<string, AnyView> }) {
  const { spec, parts } = made;
  const numbers = new Map(parts.filter((part) => part.kind === "figure").map((part, i) => [part, i + 1]));
  return (
    <article className="report">
      <header>
        <h1>{spec.title}</h1>
        {spec.authors.length > 0 && <p>{spec.authors.join(", ")}</p>}
        <p className="text-soft">{`As known at ${momentWords(made)} (time zone ${made.zone}). ${profileWords(spec.disclosure)}`}</p>
      </header>
      {parts.map((part, i) => {
        const key = `${i}`;
        if (part.kind === "text") return <Prose key={key} markdown={part.markdown} />;
        const view = views.get(part.insight);
        return view && <ReportFigure key={key} figure={part} view={view} number={numbers.get(part) ?? 0} />;
      })}
      <Section title="What this rests on">
        <Terms rows={aboutData(made)} />
      </Section>
      <Section title="What is not shown">
        <p>{profileWords(spec.disclosure)}</p>
        <p>
          {spec.disclosure.kind === "none"
            ? "This report is for those who may see single patients."
            : `Where “${hiddenMark}” stands, the value rests on too few patients, or would let such a count be worked out. Figures are drawn of what is shown in their tables.`}
        </p>
      </Section>
      <Section title="How it is measured">
        {[...numbers].map(([part, number]) => (
          <Method key={number} figure={part} number={number} />
        ))}
      </Section>
    </article>
  );
}
