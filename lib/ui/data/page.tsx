"use client";
import { count, isoDay } from "@/lib/charts/format";
import { Drop } from "../landing/drop";
import { Review } from "../mapping/review";
import { NoHistory } from "../states/no-history";
import { Incomplete } from "../study/incomplete";
import { LoadingFiles } from "../study/loading";
import { LoadedFiles } from "../study/outcome";
import { useWorkspace } from "../study/provider";
import { Forget } from "./forget";
import { KeptCard } from "./kept";
import { QuarantineList } from "./quarantine";
import { Segments } from "./segments";
import { Types } from "./types";

/** What is loaded: files, their rows to the last one, how they were read, and what was set aside. */
export function DataPage() {
  const { study, add } = useWorkspace();
  if (!study) return <NoHistory title="Data" />;
  return (
    <div className="space-y-4.5 pt-2">
      <header>
        <h1>{`${count(study.events)} events of ${count(study.patients)} patients`}</h1>
        <p className="text-soft">
          {`${isoDay(study.dataStart)} to ${isoDay(study.dataEnd)} · computed in the memory of this tab`}
          {study.recordedAssumed > 0 &&
            ` · ${count(study.recordedAssumed)} events state no time of recording; it is taken to be the time they occurred`}
        </p>
      </header>
      <LoadedFiles />
      <LoadingFiles />
      <Incomplete />
      <Review />
      <Segments study={study} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4.5 xl:grid-cols-2">
        <Types study={study} />
        <QuarantineList study={study} />
      </div>
      <Drop compact onFiles={(sources) => void add(sources)} />
      <KeptCard />
      <Forget />
    </div>
  );
}
