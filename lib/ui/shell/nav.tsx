"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { MouseEvent } from "react";
import { sections } from "@/lib/insights/views";
import { useCarried } from "../known/address";
import { pushAddress } from "../params/fragment";

const plain = ({ button, altKey, ctrlKey, metaKey, shiftKey }: MouseEvent): boolean =>
  button === 0 && !altKey && !ctrlKey && !metaKey && !shiftKey;

function Item({ href, children, onGo }: { href: string; children: string; onGo: (() => void) | undefined }) {
  const here = usePathname() === href;
  const address = useCarried()(href);
  // The router appends a fragment to the one that is there where the page stays the same.
  const again = (event: MouseEvent) => {
    if (!here || !plain(event)) return;
    event.preventDefault();
    pushAddress(address);
  };
  return (
    <li>
      <Link
        href={address}
        aria-current={here ? "page" : undefined}
        onClick={(event) => {
          again(event);
          onGo?.();
        }}
        className={`block rounded-field px-2.5 py-1.5 lg:py-1 ${here ? "bg-river-soft font-semibold text-ink" : "text-soft hover:bg-river-faint hover:text-ink"}`}
      >
        {children}
      </Link>
    </li>
  );
}

export function Nav({ onGo }: { onGo?: () => void }) {
  return (
    <nav aria-label="Main">
      <ul>
        <Item href="/" onGo={onGo}>
          Overview
        </Item>
        <Item href="/cohorts" onGo={onGo}>
          Cohorts
        </Item>
        <Item href="/boards" onGo={onGo}>
          Board
        </Item>
        <Item href="/reports" onGo={onGo}>
          Report
        </Item>
        <Item href="/patients" onGo={onGo}>
          Patient
        </Item>
        <Item href="/data" onGo={onGo}>
          Data
        </Item>
      </ul>
      {sections.map(({ section, views }) => (
        <section key={section} aria-labelledby={`nav-${section}`}>
          <h2
            id={`nav-${section}`}
            className="mt-5 mb-1 px-2.5 text-2xs! font-normal tracking-[0.06em] text-soft uppercase lg:mt-3.5 lg:mb-0.5"
          >
            {section}
          </h2>
          <ul>
            {views.map(({ id, view }) => (
              <Item key={id} href={`/insights/${id}`} onGo={onGo}>
                {view.navTitle}
              </Item>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
