"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { count, isoDay } from "@/lib/charts/format";
import { views } from "@/lib/insights/views";
import { Forgotten } from "../kept/forgotten";
import { Review } from "../mapping/review";
import { Incomplete } from "../study/incomplete";
import { LoadingFiles } from "../study/loading";
import { LoadedFiles } from "../study/outcome";
import { useWorkspace } from "../study/provider";
import { zoneWords } from "../study/zone";
import { Landing } from "./landing";

const first = "/insights/adherence-over-time";

/** The first page: the way in, then what the history holds and which questions it can be asked. */
export function Overview() {
  const { study, job, waiting, keeping, reopened } = useWorkspace();
  const router = useRouter();
  const opened = useRef(study !== null);
  useEffect(() => {
    if (!study || opened.current || waiting.length > 0) return;
    opened.current = true;
    if (reopened) return;
    router.push(first);
  }, [study, waiting, reopened, router]);
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
      {study ? <Contents /> : !job && waiting.length === 0 && keeping.kind !== "opening" && <Landing />}
    </div>
  );
}

function Contents() {
  const { study } = useWorkspace();
  if (!study) return null;
  const facts = [
    ["patients", count(study.patients)],
    ["events", count(study.events)],
    ["from", isoDay(study.dataStart)],
    ["to", isoDay(study.dataEnd)],
    ["days in", zoneWords(study)],
  ];
  return (
    <>
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
            <Link href={`/insights/${id}`} className="card block h-full transition-colors hover:border-river">
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
