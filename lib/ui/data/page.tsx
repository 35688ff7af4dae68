"use client";
import { Drop } from "../landing/drop";
import { Review } from "../mapping/review";
import { NoHistory } from "../states/no-history";
import { StudyBar } from "../study/bar";
import { Incomplete } from "../study/incomplete";
import { LoadingFiles } from "../study/loading";
import { LoadedFiles } from "../study/outcome";
import { useWorkspace } from "../study/provider";
import { EraseCard } from "../erasure/erase-card";
import { Contents } from "./contents";
import { Contradictions } from "./contradictions";
import { Forget } from "./forget";
import { KeptCard } from "./kept";
import { RecordingLag } from "./lag";
import { QuarantineList } from "./quarantine";
import { Segments } from "./segments";
import { SentList } from "./sent";
import { Types } from "./types";

/** What is loaded: files, their rows to the last one, how they were read, and what was set aside. */
export function DataPage() {
  const { study, add } = useWorkspace();
  if (!study) return <NoHistory title="Data" />;
  return (
    <div className="space-y-4.5 pt-2">
      <StudyBar study={study} />
      <Contents study={study} />
      <LoadedFiles />
      <LoadingFiles />
      <Incomplete />
      <Review />
      <Segments study={study} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4.5 xl:grid-cols-2">
        <Types study={study} />
        <QuarantineList study={study} />
      </div>
      <Contradictions study={study} />
      <RecordingLag study={study} />
      <Drop compact onFiles={(sources) => void add(sources)} />
      <KeptCard />
      <SentList zone={study.zone} />
      <EraseCard key={`${study.digest} ${study.erased.receipts.length}`} study={study} />
      <Forget />
    </div>
  );
}
