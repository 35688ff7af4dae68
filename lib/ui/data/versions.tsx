import { isoMoment } from "@/lib/charts/format";
import type { Version } from "@/lib/log/contradictions";
import { Button } from "../kit/button";

const facts = [
  ["item", "Item"],
  ["dose", "Dose"],
  ["perDay", "Doses a day"],
  ["daysSupply", "Days supplied"],
  ["value", "Value"],
  ["unit", "Unit"],
  ["reason", "Reason"],
  ["until", "Until"],
  ["occurredAt", "Occurred at"],
] as const;

/** Who stated it, and through which system. */
const sayer = ({ recordedBy, source }: Version): string =>
  [
    recordedBy === null ? "by nobody named" : `by ${recordedBy}`,
    ...(source === null ? [] : [`through ${source}`]),
  ].join(" ");

const told = (version: Version, name: (typeof facts)[number][0]): string => {
  const value = version[name];
  return value === null ? "–" : name === "occurredAt" ? isoMoment(String(value)) : String(value);
};

/** The versions of one event side by side: who recorded each and when, which one is in use, and in what they differ. */
export function Versions({ versions, onOpen }: { versions: readonly Version[]; onOpen(version: Version): void }) {
  const [first] = versions;
  const differing = facts.filter(([name]) => new Set(versions.map((version) => told(version, name))).size > 1);
  return (
    <div
      className="overflow-x-auto rounded-field border border-line p-3"
      role="region"
      aria-label="Versions"
      tabIndex={0}
    >
      <table className="w-full text-sm">
        <caption className="mb-2 text-left font-medium">{`${first?.type ?? ""} of patient ${first?.patient ?? ""}`}</caption>
        <thead>
          <tr className="text-left align-top">
            <td />
            {versions.map((version) => (
              <th
                key={`${version.segment} ${version.row}`}
                scope="col"
                className="min-w-28 pr-4 pb-1 font-normal break-words sm:min-w-40"
              >
                <span className={version.inForce ? "font-medium text-teal" : "text-soft"}>
                  {version.inForce ? "In use" : "Not in use"}
                </span>
                <span className="block text-soft">{`recorded ${isoMoment(version.recordedAt ?? "")}`}</span>
                <span className="block text-soft">{sayer(version)}</span>
                <Button kind="quiet" onPress={() => onOpen(version)}>
                  Open
                </Button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {differing.map(([name, label]) => (
            <tr key={name}>
              <th scope="row" className="pr-4 text-left font-normal whitespace-nowrap text-soft">
                {label}
              </th>
              {versions.map((version) => (
                <td key={`${version.segment} ${version.row}`} className="pr-4 break-words">
                  {told(version, name)}
                </td>
              ))}
            </tr>
          ))}
          {differing.length === 0 && (
            <tr>
              <td />
              <td colSpan={versions.length} className="text-soft">
                They differ in what no figure uses; open one to see it whole.
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
