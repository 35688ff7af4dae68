import { useSyncExternalStore } from "react";

const changed = "rivergraph:fragment";
const events = ["popstate", "hashchange", changed];

function subscribe(listen: () => void) {
  for (const event of events) window.addEventListener(event, listen);
  return () => {
    for (const event of events) window.removeEventListener(event, listen);
  };
}

/** What stands after the # of the address: it stays in the browser, so values of the data may stand there. */
export function useFragment(): URLSearchParams {
  const hash = useSyncExternalStore(
    subscribe,
    () => window.location.hash,
    () => "",
  );
  return new URLSearchParams(hash.slice(1));
}

/** Puts another fragment in the address as a step that Back undoes. */
export function pushFragment(fragment: URLSearchParams): void {
  const { pathname, search } = window.location;
  const text = fragment.toString();
  window.history.pushState(null, "", pathname + search + (text && `#${text}`));
  window.dispatchEvent(new Event(changed));
}
