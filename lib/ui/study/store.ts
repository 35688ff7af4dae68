/** A value that many look at and few change. */
export type Store<S> = { subscribe(listen: () => void): () => void; get(): S; set(change: Partial<S>): void };

export function storeOf<S extends object>(initial: S): Store<S> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    subscribe(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    get: () => state,
    set(change) {
      state = { ...state, ...change };
      for (const listen of listeners) listen();
    },
  };
}
