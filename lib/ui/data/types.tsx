"use client";
import { roles } from "@/lib/ingest/mapping/mapping";
import { count } from "@/lib/charts/format";
import type { Catalogue } from "@/lib/log/catalogue";
import type { Study } from "@/lib/log/study";
import { DataTable, type DataColumn } from "../kit/table";
import { Loaded } from "../behind/loaded";
import { roleWords } from "../mapping/roles";
import { useMoment } from "../known/use-known";
import { useCatalogue } from "../study/use-catalogue";

type Type = Catalogue["types"][number];

const meaning = (role: string | null) => {
  const known = roles.find((one) => one === role);
  return known ? roleWords[known] : "no role";
};

const columns: DataColumn<Type>[] = [
  { id: "name", label: "Type", numeric: false, least: 182, value: ({ name }) => name },
  { id: "role", label: "What it means", numeric: false, least: 232, value: ({ role }) => meaning(role) },
  {
    id: "events",
    label: "Events",
    numeric: true,
    least: 80,
    value: ({ events }) => events,
    text: ({ events }) => count(events),
  },
];

/** The event types that the history holds. */
export function Types({ study }: { study: Study }) {
  const { moment } = useMoment(study);
  const query = useCatalogue(study, moment);
  return (
    <section aria-labelledby="types" className="card">
      <h2 id="types" className="mb-3 text-lg!">
        Types of event
      </h2>
      <Loaded query={query}>
        {({ types }) => (
          <DataTable label="Types of event" columns={columns} rows={types} rowKey={({ name }) => name} height={420} />
        )}
      </Loaded>
    </section>
  );
}
