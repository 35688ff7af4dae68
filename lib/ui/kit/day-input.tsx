import { DateInput, DateSegment } from "react-aria-components";

/** The parts of a day in a field, typed one by one. */
export function DayInput({ className = "" }: { className?: string }) {
  return (
    <DateInput className={`flex rounded-field border border-edge bg-card px-2.5 py-1.5 ${className}`}>
      {(segment) => (
        <DateSegment
          segment={segment}
          className="rounded-sm px-0.5 outline-none data-focused:bg-river data-focused:text-on-river data-placeholder:text-soft"
        />
      )}
    </DateInput>
  );
}
