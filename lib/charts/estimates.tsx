import { Pressable } from "./pressable";

export type Estimate = {
  key: string;
  label: string;
  value: number | null;
  lower: number | null;
  upper: number | null;
  /** The same in words. */
  text: string;
};

type EstimatesProps = {
  title: string;
  rows: readonly Estimate[];
  /** Of the axis, from its start to its end; nought among them. */
  ticks: readonly number[];
  format(value: number): string;
  /** Opens who is behind a row; by keyboard the table beside it does. */
  onPick?(index: number): void;
};

/** Estimates with their interval, a row each, beside a line at nought. */
export function Estimates({ title, rows, ticks, format, onPick }: EstimatesProps) {
  const [from, to] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const across = (value: number) =>
    `${(100 * (Math.min(to, Math.max(from, value)) - from)) / Math.max(1e-9, to - from)}%`;
  return (
    <figure className="relative">
      <span
        role="img"
        aria-label={`${title}. ${rows.map(({ label, text }) => `${label}: ${text}`).join("; ")}`}
        className="sr-only"
      />
      <div className="grid gap-x-4 sm:grid-cols-[minmax(4.5rem,auto)_minmax(50%,1fr)]" aria-hidden="true">
        {rows.map(({ key, label, value, lower, upper, text }, index) => (
          <div key={key} className="contents">
            <span className="truncate pt-1.5 text-sm sm:py-1.5">{label}</span>
            <span className="relative mx-3 min-h-5">
              {ticks.map((tick) => (
                <span
                  key={tick}
                  className={`absolute inset-y-0 w-px ${tick === 0 ? "bg-soft" : "bg-line"}`}
                  style={{ left: across(tick) }}
                />
              ))}
              {lower !== null && upper !== null && (
                <span
                  className="absolute top-1/2 h-1.5 -translate-y-1/2 rounded-full bg-river opacity-40"
                  style={{ left: across(lower), right: `calc(100% - ${across(upper)})` }}
                />
              )}
              {value === null ? (
                <span className="absolute inset-y-0 left-0 flex items-center bg-card pr-2 text-xs text-soft">
                  {text}
                </span>
              ) : (
                <Pressable
                  tabIndex={-1}
                  disabled={!onPick}
                  title={onPick ? `${label}: ${text}` : undefined}
                  onClick={() => onPick?.(index)}
                  className="absolute top-1/2 -ml-1.5 size-3 -translate-y-1/2 rounded-full bg-river enabled:hover:ring-4 enabled:hover:ring-river-soft"
                  style={{ left: across(value) }}
                />
              )}
            </span>
          </div>
        ))}
        <span className="max-sm:hidden" />
        <span className="relative mx-3 h-5 text-xs text-soft">
          {ticks.map((tick) => (
            <span key={tick} className="absolute -translate-x-1/2" style={{ left: across(tick) }}>
              {format(tick)}
            </span>
          ))}
        </span>
      </div>
    </figure>
  );
}
