import { z } from "zod";
import { type Failure, failureOf } from "@/lib/failure";
import type { ErasureList } from "@/lib/log/erasure/list";
import type { Marks } from "@/lib/log/marks";
import type { Outgoing } from "@/lib/log/outgoing";
import type { Rule } from "@/lib/log/resolve/rule";
import { sameRule, settingsOf } from "@/lib/log/settings";
import { rememberKept } from "@/lib/log/store/hint";
import { askToLast } from "@/lib/log/store/place";
import type { Kept } from "@/lib/log/store/record";
import type { Opened } from "@/lib/log/store/worker/calls";
import type { Client } from "@/lib/log/store/worker/client";
import { shelved } from "../shelved";
import type { State } from "../state";
import type { Session } from "./session";
import type { Protection } from "./state";
import type { ToKeep } from "./to-keep";

/** A file that takes the place of one that may be kept. */
type Rewritten = ToKeep & { from: Blob };

/** How long is waited for files that are just being saved (milliseconds). */
const patience = 10_000;

function rewritten(client: Client, wanted: Protection): Promise<Opened> {
  switch (wanted.kind) {
    case "set":
      return client.call("encrypt", wanted.passphrase);
    case "change":
      return client.call("rekey", wanted.old, wanted.passphrase);
    case "remove":
      return client.call("decrypt", wanted.old);
  }
}

/** As it is written to a file: what is undefined is not there. */
const asJson = (given: object): z.core.util.JSONType => z.json().parse(JSON.parse(JSON.stringify(given)));

/** What is written to the store, one thing after the other; `off` is told where it can no longer be used. */
export function createWriting(session: Session, off: (thrown: unknown) => void) {
  let busy: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = busy.then(work);
    busy = done.catch(() => undefined);
    return done;
  }

  async function settle(
    more:
      | { rule: Rule }
      | { erasure: ErasureList }
      | (Record<"cohorts" | "boards" | "reports", z.core.util.JSONType[]> & {
          marks: Marks | null;
          outgoing: Outgoing | null;
        }),
  ): Promise<void> {
    session.set({ ...session.settings(), ...more });
    await session.client()?.call("settle", session.settings());
  }

  async function decide(rule: Rule): Promise<void> {
    if (session.open() && !sameRule(settingsOf(session.settings()).rule, rule)) await settle({ rule });
  }

  async function keep(files: readonly ToKeep[], rule: Rule, first: Promise<void>): Promise<void> {
    if (!session.client() || files.length === 0) return;
    session.change({ saving: { done: 0, files: files.length } });
    await first;
    await askToLast();
    await decide(rule).catch((thrown: unknown) => session.change({ trouble: failureOf(thrown) }));
    for (const [done, { blob, facts }] of files.entries()) {
      const open = session.open();
      if (!open) return;
      session.change({ saving: { done, files: files.length } });
      try {
        const { kept, segments } = await open.client.call("add", blob, facts);
        session.change({ segments, of: new Map(session.open()?.state.of).set(blob, kept) });
        rememberKept(segments.length);
      } catch (thrown) {
        const failure = failureOf(thrown);
        if (failure.kind === "cancelled") return;
        if (failure.kind !== "store" || failure.fault === "stopped") return off(thrown);
        session.change({ trouble: { ...failure, file: facts.name } });
      }
    }
    session.change({ saving: null });
    await session.measure();
  }

  async function protect(wanted: Protection): Promise<Failure | null> {
    const open = session.open();
    if (!open) return { kind: "cancelled" };
    session.change({ rewriting: true });
    try {
      const { encrypted, segments } = await rewritten(open.client, wanted);
      session.change({ encrypted, segments, rewriting: false });
      await session.measure();
      return null;
    } catch (thrown) {
      session.change({ rewriting: false });
      return failureOf(thrown);
    }
  }

  async function erase(erasure: ErasureList, files: readonly Rewritten[]): Promise<Map<Blob, Kept>> {
    const replaced = new Map<Blob, Kept>();
    if (!session.open()) return replaced;
    if (erasure.erased.length > 0) await settle({ erasure });
    for (const { from, blob, facts } of files) {
      const open = session.open();
      const old = open?.state.of.get(from);
      if (!open || !old) continue;
      const { kept, segments } = await open.client.call("replace", old.id, blob, facts);
      const of = new Map([...open.state.of].filter(([, one]) => one.id !== old.id)).set(blob, kept);
      session.change({ segments, of });
      replaced.set(blob, kept);
    }
    await session.measure();
    return replaced;
  }

  return {
    /** Keeps files of a study that is decided by a rule, one after the other, once what goes `first` is done; one that finds no room stays in memory, and the state says so. */
    keep: (files: readonly ToKeep[], rule: Rule, first: Promise<void>): Promise<void> =>
      inTurn(() => keep(files, rule, first)),
    /** Remembers by which rule the study that is kept is decided. */
    decide: (rule: Rule): Promise<void> =>
      inTurn(async () => {
        if (session.open()?.state.segments.length) await decide(rule);
      }),
    /** Remembers cohorts, boards, reports, marks and what has left with the study that is kept; nothing that names patients. */
    remember: (saved: Pick<State, "cohorts" | "boards" | "reports" | "marks" | "outgoing">): Promise<void> =>
      inTurn(async () => {
        const { cohorts, boards, reports } = shelved(saved);
        if (session.open()?.state.segments.length)
          await settle({
            cohorts: cohorts.map(asJson),
            boards: boards.map(asJson),
            reports: reports.map(asJson),
            marks: saved.marks,
            outgoing: saved.outgoing,
          });
      }),
    /** Puts files that were written anew in the place of those they were, and remembers who may not come back; resolves to the files that took the place of others. */
    erase: (list: ErasureList, files: readonly Rewritten[]) => inTurn(() => erase(list, files)),
    /** Sets, changes or removes the passphrase: everything is written anew. Resolves to what went wrong. */
    protect: (wanted: Protection) => inTurn(() => protect(wanted)),
    /** When what is being written is written, or that takes too long. */
    settled: async (): Promise<void> => {
      await Promise.race([busy, new Promise((resolve) => setTimeout(resolve, patience))]);
    },
  };
}
