"use client";
import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import type { Actions, State } from "./state";
import { createWorkspace } from "./workspace";

const Context = createContext<ReturnType<typeof createWorkspace> | null>(null);

/** The history that is open, and what can be done with it. */
export function useWorkspace(): State & Actions {
  const workspace = useContext(Context);
  if (!workspace) throw new Error("useWorkspace stands outside of StudyProvider");
  const { store, actions } = workspace;
  return { ...useSyncExternalStore(store.subscribe, store.get, store.get), ...actions };
}

export function StudyProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [workspace] = useState(() => createWorkspace(queries));
  const { store, actions } = workspace;
  useEffect(() => {
    const asksForDemo = () => new URLSearchParams(window.location.hash.slice(1)).has("demo");
    const open = () => {
      if (!store.get().study) void actions.openDemo();
    };
    const follow = () => {
      if (asksForDemo()) open();
    };
    // What the page was opened with counts, whatever the address is by the time that what is kept was looked for.
    const asked = asksForDemo();
    void actions.start(asked).then(() => (asked ? open() : follow()));
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, [store, actions]);
  useEffect(
    () =>
      queries.getQueryCache().subscribe((event) => {
        if (event.type === "updated" && event.action.type === "error") void actions.recover(event.action.error);
      }),
    [queries, actions],
  );
  return <Context value={workspace}>{children}</Context>;
}
