"use client";
import { useSearchParams } from "next/navigation";
import { useEffect, useMemo } from "react";
import { z } from "zod";
import type { Row } from "@/lib/engine/decode";
import type { Engine } from "@/lib/engine/engine";
import type { Selection } from "@/lib/insights/ask";
import { insights } from "@/lib/insights/registry";
import type { Study } from "@/lib/log/study";
import { addressOf, usePicked } from "../cohorts/address";
import { useAsKnownAt } from "../known/address";
import { pushAddress, pushFragment, replaceAddress, useFragment } from "../params/fragment";
import { type Board, boardSchema, type Figure, startingFigures } from "./board";

/** What of a figure is selected: cells, as it was asked when they were. */
const selection = z.object({
  figure: z.string(),
  insight: z.string(),
  params: z.json(),
  cells: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))).min(1),
  get within() {
    return z.array(selection).default([]);
  },
});
/** `within` where what was selected elsewhere counts for what the cells mean. */
export type Selected = {
  figure: string;
  insight: string;
  params: unknown;
  cells: readonly Row[];
  within: readonly Selected[];
};

/** The same as a question takes it. */
export const selectionsOf = (selected: readonly Selected[]): Selection[] =>
  selected.flatMap(({ insight: id, params, cells, within }) => {
    const insight = insights.get(id);
    return insight ? [{ insight, params, cells, within: selectionsOf(within) }] : [];
  });

/** The frame of a board in the fragment; what its figures are asked stands beside it under their ids. */
const frame = z.object({
  name: z.string(),
  figures: z.array(z.object({ id: z.string(), insight: z.string() }).loose()),
});

const usable = (given: z.infer<typeof frame>): boolean => boardSchema.safeParse(given).success;

const names = { frame: "board", selected: "select", at: "as-known-at", cohort: "cohort" } as const;
const placeOf = ({ id }: Pick<Figure, "id">): string => `${id}.`;

function jsonIn(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What stands in an address under a figure's id, as an address of its own. */
const ownOf = (place: string, all: URLSearchParams): string =>
  new URLSearchParams(
    [...all].flatMap(([name, value]) => (name.startsWith(place) ? [[name.slice(place.length), value]] : [])),
  ).toString();

const under = (place: string, own: string): string[][] =>
  [...new URLSearchParams(own)].map(([name, value]) => [`${place}${name}`, value]);

/** The address of a board, with what is selected on it. */
function hrefOf(page: string, board: Board, selected: readonly Selected[] = []): string {
  const query = new URLSearchParams([
    ...(board.knownAt === null ? [] : [[names.at, board.knownAt]]),
    ...board.figures.flatMap((one) => under(placeOf(one), one.query)),
  ]);
  const figures = board.figures.map(({ id, insight, wide }) => ({ id, insight, wide }));
  const data = new URLSearchParams([
    [names.frame, JSON.stringify({ name: board.name, figures })],
    ...board.figures.flatMap((one) => under(placeOf(one), one.data)),
    ...board.cohorts.map((cohort) => [names.cohort, addressOf(cohort)]),
    ...(selected.length > 0 ? [[names.selected, JSON.stringify(selected)]] : []),
  ]);
  const search = query.toString();
  return `${page}${search && `?${search}`}#${data.toString()}`;
}

/** The address of one figure of a board by itself. */
export function hrefOfFigure(board: Board, id: string): string {
  const figure = board.figures.find((one) => one.id === id);
  if (!figure) return "/";
  const query = new URLSearchParams(figure.query);
  if (board.knownAt !== null) query.set(names.at, board.knownAt);
  const data = new URLSearchParams(figure.data);
  for (const cohort of board.cohorts) data.append(names.cohort, addressOf(cohort));
  const [search, hash] = [query.toString(), data.toString()];
  return `/insights/${figure.insight}${search && `?${search}`}${hash && `#${hash}`}`;
}

/** The board of each database that was open last in this tab, with what was selected. */
const left = new WeakMap<Engine, { board: Board; selected: readonly Selected[] }>();

/** The board that the address has, else the one that was open last, else a new one of that name, which is put into it; every change is a step that Back undoes. `refused` where what the address has is none. */
export function useBoard({ engine }: Study, newName: string) {
  const fragment = useFragment();
  const { cohorts } = usePicked();
  const [at] = useAsKnownAt();
  const [given, chosen] = [fragment.get(names.frame), fragment.get(names.selected)];
  const read = useMemo(() => frame.safeParse(jsonIn(given)), [given]);
  const framed = read.success && usable(read.data) ? read.data : { name: newName, figures: startingFigures };
  const selected = useMemo(
    (): readonly Selected[] => z.array(selection).safeParse(jsonIn(chosen)).data ?? [],
    [chosen],
  );
  const whole = (search: string, data: URLSearchParams) =>
    boardSchema.safeParse({
      name: framed.name,
      figures: framed.figures.map((one) => ({
        ...one,
        query: ownOf(placeOf(one), new URLSearchParams(search)),
        data: ownOf(placeOf(one), data),
      })),
      cohorts,
      knownAt: at,
    });
  const search = useSearchParams().toString();
  const checked = whole("", new URLSearchParams());
  const figures: readonly Figure[] = checked.success ? checked.data.figures : startingFigures;
  const { pathname } = typeof window === "undefined" ? { pathname: "" } : window.location;
  /** The board with what its figures are asked just now. */
  const current = (): Board => {
    const { search, hash } = window.location;
    return whole(search, new URLSearchParams(hash.slice(1))).data ?? boardSchema.parse({ name: newName, figures: [] });
  };
  const refused = given !== null && !(read.success && usable(read.data));
  useEffect(() => {
    if (given === null) {
      const before = left.get(engine);
      const board = before?.board ?? current();
      replaceAddress(hrefOf(window.location.pathname, { ...board, cohorts, knownAt: at }, before?.selected));
    } else if (!refused) left.set(engine, { board: current(), selected });
  });
  return {
    name: framed.name,
    figures,
    selected: selected.filter(({ figure }) => figures.some(({ id }) => id === figure)),
    refused,
    /** The board as it stands in the address that this is drawn from. */
    board: whole(search, fragment).data ?? null,
    current,
    put: (board: Board, kept: readonly Selected[] = []) =>
      pushAddress(
        hrefOf(
          pathname,
          board,
          kept.filter(({ figure }) => board.figures.some(({ id }) => id === figure)),
        ),
      ),
    select(next: readonly Selected[]) {
      const data = new URLSearchParams(window.location.hash.slice(1));
      data.delete(names.selected);
      if (next.length > 0) data.set(names.selected, JSON.stringify(next));
      pushFragment(data);
    },
  };
}
