import { expect, test as bare } from "@playwright/test";
import { test as watched } from "./support/test";
import { watch } from "./support/watch";

const elsewhere = "http://elsewhere.invalid/collect";
const originOf = (address: string | undefined) => new URL(address ?? "").origin;

bare("a request to another origin is recorded where no policy blocks it", async ({ context, page, baseURL }) => {
  await context.route("**/lax", (route) => route.fulfill({ contentType: "text/html", body: "<title>lax</title>" }));
  const seen = await watch(context, originOf(baseURL));
  await page.goto("/lax");
  await page.evaluate((address) => fetch(address).catch(() => undefined), elsewhere);
  expect(seen.foreign).toEqual([elsewhere]);
});

bare("a worker's request to another origin is recorded too", async ({ context, page, baseURL }) => {
  await context.route("**/lax", (route) => route.fulfill({ contentType: "text/html", body: "<title>lax</title>" }));
  const script = `fetch(${JSON.stringify(elsewhere)}).catch(() => undefined).then(() => postMessage("done"))`;
  await context.route("**/lax.js", (route) => route.fulfill({ contentType: "text/javascript", body: script }));
  const seen = await watch(context, originOf(baseURL));
  await page.goto("/lax");
  await page.evaluate(() => new Promise((resolve) => new Worker("/lax.js").addEventListener("message", resolve)));
  expect(seen.foreign).toEqual([elsewhere]);
});

bare("the policy blocks a request to another origin, and that is recorded", async ({ context, page, baseURL }) => {
  const seen = await watch(context, originOf(baseURL));
  await page.goto("/");
  const outcome = await page.evaluate((address) => fetch(address).then(String, String), elsewhere);
  expect(outcome).toContain("TypeError");
  await expect.poll(() => seen.violations).toEqual([`connect-src ${elsewhere}`]);
});

bare("a worker's own policy blocks it too, and that is recorded", async ({ context, page, baseURL }) => {
  await context.route("**/lax", (route) => route.fulfill({ contentType: "text/html", body: "<title>lax</title>" }));
  await context.route("**/strict.js", (route) =>
    route.fulfill({
      contentType: "text/javascript",
      headers: { "content-security-policy": "default-src 'none'; connect-src 'self'" },
      body: "onmessage = ({ data }) => fetch(data).then(String, String).then(postMessage)",
    }),
  );
  const seen = await watch(context, originOf(baseURL));
  await page.goto("/lax");
  const started = page.waitForEvent("worker");
  const handle = await page.evaluateHandle(() => new Worker("/strict.js"));
  await (await started).evaluate(() => undefined);
  const outcome = await handle.evaluate(
    (worker, address) =>
      new Promise<string>((resolve) => {
        worker.addEventListener("message", ({ data }: MessageEvent<string>) => resolve(data));
        worker.postMessage(address, []);
      }),
    elsewhere,
  );
  expect(outcome).toContain("TypeError");
  await expect.poll(() => seen.violations).toEqual([`connect-src ${elsewhere}`]);
  expect(seen.foreign).toEqual([]);
});

bare("markup made from a string is refused", async ({ page }) => {
  await page.goto("/");
  const outcome = await page.evaluate(() => {
    try {
      document.body.insertAdjacentHTML("beforeend", "<b>from a file</b>");
      return "rendered";
    } catch (error) {
      return String(error);
    }
  });
  expect(outcome).toContain("TrustedHTML");
});

watched("a test in which something asks another origin fails", async ({ page }) => {
  watched.fail();
  await page.goto("/");
  await page.evaluate((address) => fetch(address).catch(() => undefined), elsewhere);
});
