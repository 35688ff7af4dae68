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

/** Puts another address of the same page in place as a step that Back undoes. */
export function pushAddress(href: string): void {
  if (href === window.location.pathname + window.location.search + window.location.hash) return;
  window.history.pushState(null, "", href);
  window.dispatchEvent(new Event(changed));
}

/** The same without a step of its own. */
export function replaceAddress(href: string): void {
  window.history.replaceState(null, "", href);
  window.dispatchEvent(new Event(changed));
}

/** Puts another fragment in the address as a step that Back undoes. */
export function pushFragment(fragment: URLSearchParams): void {
  const { pathname, search } = window.location;
  const text = fragment.toString();
  pushAddress(pathname + search + (text && `#${text}`));
}
