"use client";
import { useMemo, useState } from "react";
import {
  Cell,
  Column,
  ResizableTableContainer,
  Row,
  Table,
  TableBody,
  TableHeader,
  TableLayout,
  Virtualizer,
} from "react-aria-components";
import { edgeClass, useReach } from "@/lib/charts/wide";

export type DataColumn<R> = {
  id: string;
  label: string;
  numeric: boolean;
  /** Its share of the width, and the pixels it needs at least. */ parts?: number;
  least?: number;
  value(row: R): string | number | null;
  text?(row: R): string;
};

type DataTableProps<R> = {
  label: string;
  columns: readonly DataColumn<R>[];
  rows: readonly R[];
  rowKey(row: R, index: number): string;
  onOpen?(row: R): void;
  height?: number;
  /** How many lines of a value are shown. */
  lines?: 1 | 2;
};

type Sort = { column: string; direction: "ascending" | "descending" };

const headHeight = 34;
const rowHeights = { 1: headHeight, 2: 54 } as const;
const textClasses = { 1: "block truncate", 2: "line-clamp-2 wrap-anywhere" } as const;
const cellClass = "h-full border-b border-line px-3 py-1.5 text-sm";

function compare(a: string | number | null, b: string | number | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return typeof a === "number" && typeof b === "number"
    ? a - b
    : String(a).localeCompare(String(b), "en-GB", { numeric: true });
}

/** A table that draws only the rows in sight and sorts by any column. */
export function DataTable<R>({ label, columns, rows, rowKey, onOpen, height = 360, lines = 1 }: DataTableProps<R>) {
  const [box, reach] = useReach<HTMLDivElement>();
  const rowHeight = rowHeights[lines];
  const [sort, setSort] = useState<Sort | null>(null);
  const sorted = useMemo(() => {
    const keyed = rows.map((row, index) => ({ id: rowKey(row, index), row }));
    const column = columns.find(({ id }) => id === sort?.column);
    if (!column) return keyed;
    const sign = sort?.direction === "descending" ? -1 : 1;
    return keyed.toSorted((a, b) => sign * compare(column.value(a.row), column.value(b.row)));
  }, [rows, columns, sort, rowKey]);
  return (
    <Virtualizer layout={TableLayout} layoutOptions={{ rowHeight, headingHeight: headHeight }}>
      <ResizableTableContainer
        ref={box}
        className={`overflow-auto rounded-field border border-line ${edgeClass(reach)}`}
        style={{ height: Math.min(height, sorted.length * rowHeight + headHeight + 4) }}
      >
        <Table
          aria-label={label}
          {...(sort && { sortDescriptor: sort })}
          onSortChange={({ column, direction }) => setSort({ column: String(column), direction })}
          {...(onOpen && {
            onRowAction: (key) => {
              const found = sorted.find(({ id }) => id === key);
              if (found) onOpen(found.row);
            },
          })}
        >
          <TableHeader className="bg-paper">
            {columns.map(({ id, label: head, numeric, parts = 1, least = 96 }, i) => (
              <Column
                key={id}
                id={id}
                allowsSorting
                isRowHeader={i === 0}
                minWidth={least}
                defaultWidth={`${parts}fr`}
                className={`cursor-pointer truncate px-3 py-1.5 text-sm font-semibold ${numeric ? "text-right" : "text-left"}`}
              >
                {({ sortDirection }) =>
                  `${head}${sortDirection === "ascending" ? " ↑" : sortDirection === "descending" ? " ↓" : ""}`
                }
              </Column>
            ))}
          </TableHeader>
          <TableBody items={sorted}>
            {({ id, row }) => (
              <Row id={id} className={`h-full ${onOpen ? "cursor-pointer hover:bg-river-faint" : ""}`}>
                {columns.map((column) => (
                  <Cell key={column.id} className={`${cellClass} ${column.numeric ? "text-right" : ""}`}>
                    <span className={textClasses[lines]}>
                      {column.text ? column.text(row) : String(column.value(row) ?? "–")}
                    </span>
                  </Cell>
                ))}
              </Row>
            )}
          </TableBody>
        </Table>
      </ResizableTableContainer>
    </Virtualizer>
  );
}
