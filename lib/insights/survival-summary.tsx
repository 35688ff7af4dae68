import { count, tenths } from "../charts/format";
import { SummaryTable } from "../charts/summary-table";
import type { Row } from "../engine/decode";

const numberOf = (value: Row[string] | undefined) => (typeof value === "number" ? value : null);
const orNone = (value: number | null) => (value === null ? "not reached" : tenths(value));

/** “180 (122 to 259)”: a median with its limits, as far as they are reached. */
function medianOf(row: Row): string {
  const [median, lower, upper] = [numberOf(row["median"]), numberOf(row["lower"]), numberOf(row["upper"])];
  return lower === null && upper === null ? orNone(median) : `${orNone(median)} (${orNone(lower)} to ${orNone(upper)})`;
}

function meanOf(row: Row): string {
  const [mean, se] = [numberOf(row["restricted_mean"]), numberOf(row["se"])];
  return mean === null ? "–" : `${mean.toFixed(1)}${se === null ? "" : ` ± ${se.toFixed(1)}`}`;
}

/** The log-rank test in a sentence. */
function testWords([test]: readonly Row[]): string | null {
  const [statistic, df, p] = [test?.["statistic"], test?.["df"], test?.["p"]].map(numberOf);
  if (statistic == null || df == null || p == null) return null;
  const below = p < 0.001 ? "p\u00a0<\u00a00.001" : `p\u00a0=\u00a0${p.toFixed(3)}`;
  return `Log-rank test: chi-square ${statistic.toFixed(1)} on ${df} df, ${below}`;
}

type SurvivalSummaryProps = {
  /** Rows of the summary, and of the test. */
  summary: readonly Row[];
  test: readonly Row[];
  label(group: string): string;
  /** How the event is called that ends a patient's time, and the mean. */
  event: string;
  mean: string;
  /** What else is to be said of the test; nothing where it is empty. */
  note: string;
};

/** What is told of each curve in numbers, and how they differ. */
export function SurvivalSummary({ summary, test, label, event, mean, note }: SurvivalSummaryProps) {
  const words = testWords(test);
  return (
    <>
      <SummaryTable
        label="Each curve in numbers"
        heads={["", "patients", event, "median days (95 % limits)", `${mean} ± se`]}
        rows={summary.map((row) => [
          label(String(row["group"])),
          count(Number(row["n"])),
          count(Number(row["events"])),
          medianOf(row),
          meanOf(row),
        ])}
      />
      {words !== null && <p className="mt-2 text-sm text-soft">{note === "" ? words : `${words}. ${note}`}</p>}
    </>
  );
}
