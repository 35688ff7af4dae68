import Link from "next/link";
import type { ReactNode } from "react";
import { Erasure } from "../erasure/erasure";
import { Gate } from "../kept/gate";
import { Mark } from "../kit/mark";
import { Nav } from "./nav";
import { NavSheet } from "./nav-sheet";
import { ThemeToggle } from "./theme";
import type { Theme } from "./theme-name";

const Brand = () => (
  <Link href="/" className="flex items-center gap-2 rounded-field px-2 text-lg font-semibold">
    <Mark />
    Rivergraph
  </Link>
);

/** What surrounds every screen: the way in, the way around, and the place for the screen itself. */
export function Shell({ theme, children }: { theme: Theme; children: ReactNode }) {
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[208px_minmax(0,1fr)] print:block">
      <a
        href="#main"
        className="sr-only z-50 rounded-field bg-river px-4 py-2 text-on-river focus:not-sr-only focus:fixed! focus:top-2 focus:left-2"
      >
        Skip to the content
      </a>
      <div className="sticky top-0 hidden h-dvh flex-col border-r border-line pt-5 lg:flex print:hidden">
        <div className="px-3.5">
          <Brand />
        </div>
        <div className="mt-3 min-h-0 grow overflow-y-auto px-3.5 pt-1 pb-6 mask-[linear-gradient(#000_calc(100%-28px),#0000)]">
          <Nav />
        </div>
        <div className="border-t border-line px-5.5 py-3">
          <ThemeToggle initial={theme} />
        </div>
      </div>
      <header className="flex items-center justify-between border-b border-line px-4 py-2.5 lg:hidden print:hidden">
        <Brand />
        <NavSheet theme={theme} />
      </header>
      <main id="main" tabIndex={-1} className="min-w-0 px-4 pt-4 pb-12 outline-none sm:px-7 print:p-0">
        <div className="mx-auto max-w-[1400px]">
          <Gate>{children}</Gate>
        </div>
      </main>
      <Erasure />
    </div>
  );
}
