import type { AnyView } from "./view";

const found = import.meta.glob<{ view: AnyView }>("./*/view.tsx", { eager: true });

export type Found = { id: string; view: AnyView };

/** Every insight that has a view, by its folder. */
export const views: readonly Found[] = Object.entries(found)
  .map(([path, { view }]) => ({ id: path.split("/").at(-2) ?? "", view }))
  .toSorted((a, b) => a.view.order - b.view.order);

export const viewById = (id: string): AnyView | null => views.find((one) => one.id === id)?.view ?? null;

/** The same by section, as the navigation shows them. */
export const sections: readonly { section: string; views: readonly Found[] }[] = [
  ...new Set(views.map(({ view }) => view.section)),
].map((section) => ({ section, views: views.filter(({ view }) => view.section === section) }));
