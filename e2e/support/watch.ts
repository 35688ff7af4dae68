import type { BrowserContext, Page } from "@playwright/test";

/** What went wrong beside the test: `foreign` addresses asked for, `violations` of the content security policy, `errors` of pages and workers. */
export type Watch = { requests: string[]; foreign: string[]; violations: string[]; errors: string[] };

const local = new Set(["data:", "blob:"]);

// A worker has no binding to call; what it writes to the console arrives.
const tellViolations = () =>
  globalThis.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
    console.error(`${effectiveDirective} ${blockedURI}`),
  );

/** Records from now on what every page, worker and service worker of a context does; `origin` is the only one allowed. */
export async function watch(context: BrowserContext, origin: string): Promise<Watch> {
  const seen: Watch = { requests: [], foreign: [], violations: [], errors: [] };
  const record = (address: string) => {
    seen.requests.push(address);
    const url = new URL(address);
    if (url.origin !== origin && !local.has(url.protocol)) seen.foreign.push(address);
  };
  context.on("request", (request) => record(request.url()));
  const follow = (page: Page) => {
    page.on("websocket", (socket) => record(socket.url()));
    page.on("worker", (worker) => void worker.evaluate(tellViolations).catch(() => undefined));
  };
  context.pages().forEach(follow);
  context.on("page", follow);
  context.on("console", (message) => {
    if (/^[a-z]+-src(-[a-z]+)? /.test(message.text())) seen.violations.push(message.text());
    else if (message.type() === "error") seen.errors.push(message.text());
  });
  context.on("weberror", (failure) => seen.errors.push(failure.error().message));
  await context.exposeBinding("reportViolation", (_source, violation: string) => {
    seen.violations.push(violation);
  });
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
      const report: unknown = Reflect.get(window, "reportViolation");
      if (typeof report === "function") Reflect.apply(report, window, [`${effectiveDirective} ${blockedURI}`]);
    });
  });
  return seen;
}
