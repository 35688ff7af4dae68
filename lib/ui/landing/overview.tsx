"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { count, isoDay } from "@/lib/charts/format";
import { views } from "@/lib/insights/views";
import { Forgotten } from "../kept/forgotten";
import type { Study } from "@/lib/log/study";
import { Review } from "../mapping/review";
import { Incomplete } from "../study/incomplete";
import { LoadingFiles } from "../study/loading";
import { LoadedFiles } from "../study/outcome";
import { useCarried } from "../known/address";
import { useKnown, useMoment } from "../known/use-known";
import { StudyBar } from "../study/bar";
import { useWorkspace } from "../study/provider";
import { zoneWords } from "../study/zone";
import { Landing } from "./landing";

const first = "/insights/adherence-over-time";

/** The first page: the way in, then what the history holds and which questions it can be asked. */
export function Overview() {
  const { study, job, waiting, offered, keeping, reopened } = useWorkspace();
  const asking = waiting.length + offered.length > 0;
  const router = useRouter();
  const carried = useCarried();
  const opened = useRef(study !== null);
  useEffect(() => {
    if (!study || opened.current || asking) return;
    opened.current = true;
    if (reopened) return;
    router.push(carried(first));
  }, [study, asking, reopened, router, carried]);
  return (
    <div className="space-y-4">
      <Forgotten />
      <LoadedFiles />
      {job && !study ? (
        <div className="mx-auto max-w-2xl space-y-4 pt-14">
          <h1>Opening your history</h1>
          <LoadingFiles />
          <p className="text-soft">It is read here, in this tab; nothing is sent anywhere.</p>
        </div>
      ) : (
        <LoadingFiles />
      )}
      <Review />
      {!job && <Incomplete />}
      {study ? <Contents study={study} /> : !job && !asking && keeping.kind !== "opening" && <Landing />}
    </div>
  );
}

function Contents({ study }: { study: Study }) {
  const { moment } = useMoment(study);
  const known = useKnown(study, moment);
  const carried = useCarried();
  const facts = [
    ["patients", known ? count(known.patients) : ""],
    ["events", known ? count(known.events) : ""],
    ["from", known?.dataStart ? isoDay(known.dataStart) : "–"],
    ["to", known?.dataEnd ? isoDay(known.dataEnd) : "–"],
    ["days in", zoneWords(study)],
  ];
  return (
    <>
      <StudyBar study={study} />
      <h1>What this history holds</h1>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-5">
        {facts.map(([term, value]) => (
          <div key={term} className="border-l-2 border-river-soft pl-3">
            <dt className="text-sm text-soft">{term}</dt>
            <dd className="text-lg font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
      <ul className="grid gap-4 pt-4 sm:grid-cols-2 xl:grid-cols-3">
        {views.map(({ id, view }) => (
          <li key={id}>
            <Link href={carried(`/insights/${id}`)} className="card block h-full transition-colors hover:border-river">
              <span className="text-2xs tracking-[0.06em] text-soft uppercase">{view.section}</span>
              <strong className="block text-lg font-semibold">{view.navTitle}</strong>
              <span className="text-soft">{view.summary}</span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
