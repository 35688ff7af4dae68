import { config } from "zod";

declare global {
  interface Window {
    trustedTypes?: {
      createPolicy(
        name: string,
        rules: { createHTML(html: string): string | null; createScriptURL(url: string): string | null },
      ): unknown;
    };
  }
}

/** Markup that may be set from a string: none, but for what React itself writes to make a script element. */
const harmless = new Set(["", "<script></script>"]);

window.trustedTypes?.createPolicy("default", {
  createHTML: (html) => (harmless.has(html) ? html : null),
  createScriptURL: (url) => (new URL(url, location.href).origin === location.origin ? url : null),
});

// Zod would try to compile schemas with `new Function`, which the policy refuses.
config({ jitless: true });
