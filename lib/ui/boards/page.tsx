"use client";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { namesPatients } from "@/lib/cohorts/cohort";
import { lettered } from "@/lib/cohorts/lettered";
import type { Failure } from "@/lib/failure";
import { insights } from "@/lib/insights/registry";
import { viewById } from "@/lib/insights/views";
import type { Study } from "@/lib/log/study";
import { olderVersion, savedWords, unnamed, withVersion } from "@/lib/versions";
import { usePicked } from "../cohorts/address";
import { ComparableCaveats } from "../cohorts/comparable";
import { useKnownComparable } from "../cohorts/use-comparable";
import { CohortFaults } from "../cohorts/faults";
import { TabOnly } from "../kept/tab-only";
import { Button } from "../kit/button";
import { Caveat } from "../kit/caveat";
import { JsonFile } from "../kit/json-file";
import { OlderNote } from "../kit/older-version";
import { SavedList } from "../kit/saved-list";
import { useSaved } from "../kit/use-saved";
import { useMoment } from "../known/use-known";
import { NoHistory } from "../states/no-history";
import { StudyBar } from "../study/bar";
import { LoadingFiles } from "../study/loading";
import { LoadedFiles } from "../study/outcome";
import { useWorkspace } from "../study/provider";
import { AddFigure } from "./add-figure";
import { hrefOfFigure, useBoard } from "./address";
import { type Board, boardSchema, type Figure, freeId, keepable, mostFigures, startingFigures } from "./board";
import { Card } from "./card";
import { Name } from "./name";
import { Selection } from "./selection";
import { versionWords } from "./words";

/** Several figures of one history beside each other, which filter each other. */
export function BoardPage() {
  const { study } = useWorkspace();
  if (!study) return <NoHistory title="Board" />;
  return <Boards study={study} />;
}

/** What a figure is called: by its insight, and the second of one insight by its number too. */
function labelOf(figures: readonly Figure[], at: number, title: string): string {
  const nth = figures.slice(0, at + 1).filter(({ insight }) => insight === figures[at]?.insight).length;
  return nth > 1 ? `${title} ${nth}` : title;
}

function moved(figures: readonly Figure[], at: number, by: number): Figure[] {
  const [one] = figures.slice(at, at + 1);
  const others = figures.filter((_, i) => i !== at);
  return one ? others.toSpliced(at + by, 0, one) : others;
}

function Boards({ study }: { study: Study }) {
  const { boards: saved, saveBoards } = useWorkspace();
  const router = useRouter();
  const { cohorts, faults } = usePicked();
  const asked = lettered(cohorts);
  const { moment } = useMoment(study);
  const comparable = useKnownComparable(study, moment, asked);
  const {
    name,
    figures,
    selected,
    refused,
    board: shown,
    current,
    put,
    select,
  } = useBoard(
    study,
    unnamed(
      "Board",
      saved.map((one) => one.name),
    ),
  );
  const [failure, setFailure] = useState<Failure | null>(null);
  const change = (to: (figures: readonly Figure[]) => readonly Figure[]) => {
    const board = current();
    put({ ...board, figures: [...to(board.figures)] }, selected);
  };
  const open = (board: Board) => put(board);
  const cards = useRef<HTMLDivElement>(null);
  const cardAt = (at: number) => [...(cards.current?.querySelectorAll("article") ?? [])].at(at);
  const remove = (at: number) => {
    change((all) => all.filter((_, i) => i !== at));
    // The focus goes to the figure before it.
    setTimeout(() => cardAt(Math.max(0, at - 1))?.focus());
  };
  const keep = () => {
    const board = current();
    void saveBoards(withVersion(saved, keepable(board), new Date().toISOString()));
    put(board, selected);
    return savedWords(saved, keepable(board));
  };
  const { said, say } = useSaved(shown);
  const read = (given: { value: unknown } | null, called: string) => {
    const parsed = given && boardSchema.safeParse(given.value);
    if (parsed?.success) open(parsed.data);
    const detail = parsed ? (parsed.error?.issues[0]?.message ?? "it is none") : "the file is not JSON";
    setFailure(parsed?.success ? null : { kind: "board", board: called, detail });
  };
  return (
    <>
      <StudyBar study={study} />
      <div className="mb-4 space-y-4 empty:hidden">
        <LoadedFiles />
        <LoadingFiles />
      </div>
      <div className="mt-1 mb-2 flex flex-wrap items-center gap-2">
        <Name
          name={name}
          onChange={(next) => {
            put({ ...current(), name: next }, selected);
          }}
        />
        <span className="grow" />
        <AddFigure
          full={figures.length >= mostFigures}
          onAdd={(insight) => {
            change((all) => [...all, { id: freeId(all), insight, query: "", data: "", wide: false }]);
            setTimeout(() => cardAt(-1)?.focus());
          }}
        />
        <Button kind="chip" onPress={() => say(keep())}>
          Save
        </Button>
        <p role="status" className="text-sm text-river">
          {said}
        </p>
        <JsonFile what="a board" name={name} contents={() => current()} onOpen={read} />
      </div>
      <SavedList
        label="Saved boards"
        items={saved.map((one) => ({
          name: one.name,
          words: "",
          note: "",
          versions: one.versions.map(({ savedAt, saved: board }, at) => ({
            savedAt,
            words: versionWords(board, one.versions[at - 1]?.saved),
          })),
        }))}
        current={name}
        zone={study.zone}
        newLabel="New board"
        onOpen={(which, version) => {
          const board = saved.find((one) => one.name === which)?.versions[version]?.saved;
          if (board) open(board);
        }}
        onNew={() =>
          put(
            boardSchema.parse({
              name: unnamed(
                "Board",
                saved.map((one) => one.name),
              ),
              figures: startingFigures,
            }),
          )
        }
        onRemove={(gone) => void saveBoards(saved.filter((one) => one.name !== gone))}
      />
      {saved.length > 0 && <TabOnly study={study} />}
      <OlderNote
        name={name}
        older={shown && olderVersion(saved, keepable(shown))}
        zone={study.zone}
        onMake={() => say(`${keep()} It is the current one.`)}
      />
      <CohortFaults faults={[...faults, ...(failure ? [failure] : [])]} />
      {refused && <Caveat>The address holds no board that can be read; this is a new one.</Caveat>}
      {cohorts.some(namesPatients) && (
        <p className="mb-2 text-sm text-soft">
          A cohort here names patients: a saved board is without it, and the JSON file, which you save yourself, holds
          their ids.
        </p>
      )}
      <ComparableCaveats found={comparable} />
      <Selection study={study} question={{ knownAt: moment, cohorts: asked }} selected={selected} onSelect={select} />
      <div
        ref={cards}
        className="grid grid-cols-[minmax(0,1fr)] items-start gap-4.5 xl:auto-rows-[4px] xl:grid-cols-[repeat(2,minmax(0,1fr))] xl:gap-y-0"
      >
        {figures.map((figure, at) => {
          const [insight, view] = [insights.get(figure.insight), viewById(figure.insight)];
          return insight && view ? (
            <Card
              key={`${figure.id} ${figure.insight}`}
              study={study}
              figure={figure}
              insight={insight}
              view={view}
              cohorts={asked}
              moment={moment}
              selected={selected}
              label={labelOf(figures, at, insight.title)}
              first={at === 0}
              last={at === figures.length - 1}
              onSelect={select}
              onMove={(by) => change((all) => moved(all, at, by))}
              onWiden={() => change((all) => all.map((one, i) => (i === at ? { ...one, wide: !one.wide } : one)))}
              onRemove={() => remove(at)}
              onOpen={() => router.push(hrefOfFigure(current(), figure.id))}
            />
          ) : (
            <div key={figure.id} className="flex flex-wrap items-center gap-2 xl:[grid-row-end:span_16]">
              <Caveat>{`There is no insight “${figure.insight}”.`}</Caveat>
              <Button kind="quiet" onPress={() => remove(at)}>
                Remove
              </Button>
            </div>
          );
        })}
      </div>
    </>
  );
}
