import { expectAccessible } from "./support/axe";
import { overflow } from "./support/layout";
import { expect, test } from "./support/test";

const directives = (policy: string | undefined) =>
  new Map(
    (policy ?? "").split("; ").map((directive) => {
      const [name = "", ...sources] = directive.split(" ");
      return [name, sources.join(" ")] as const;
    }),
  );

test("the app answers, and axe finds nothing", async ({ page }) => {
  const response = await page.goto("/");
  expect(response?.status()).toBe(200);
  await expect(page).toHaveTitle(/Rivergraph/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  for (const size of [
    { width: 1920, height: 1080 },
    { width: 375, height: 760 },
  ]) {
    await page.setViewportSize(size);
    await expectAccessible(page);
    expect(await overflow(page)).toBe(0);
  }
});

test("a page's policy allows our own origin and no WebAssembly", async ({ page }) => {
  const headers = (await page.goto("/"))?.headers() ?? {};
  const policy = directives(headers["content-security-policy"]);
  expect(policy.get("default-src")).toBe("'none'");
  expect(policy.get("script-src")).toMatch(/^'self' 'nonce-[\w+/]{22}==' 'strict-dynamic'$/);
  expect(policy.get("connect-src")).toBe("'self'");
  expect(policy.get("worker-src")).toBe("'self'");
  for (const nothing of ["object-src", "frame-ancestors", "base-uri", "form-action"]) {
    expect(policy.get(nothing)).toBe("'none'");
  }
  expect(policy.get("require-trusted-types-for")).toBe("'script'");
  expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
  expect(headers["cross-origin-resource-policy"]).toBe("same-origin");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["referrer-policy"]).toBe("no-referrer");
  expect(headers["permissions-policy"]).toContain("geolocation=()");
  expect(headers["x-powered-by"]).toBeUndefined();
});

test("two visits never share a nonce", async ({ page }) => {
  const first = await page.goto("/");
  const second = await page.goto("/");
  expect(first?.headers()["content-security-policy"]).not.toBe(second?.headers()["content-security-policy"]);
});

test("scripts are kept for ever, and only they may compile WebAssembly", async ({ page, seen }) => {
  await page.goto("/");
  const script = seen.requests.find((address) => address.includes("/_next/static/") && address.endsWith(".js"));
  const headers = (await page.request.get(script ?? "")).headers();
  const policy = directives(headers["content-security-policy"]);
  expect(policy.get("default-src")).toBe("'none'");
  expect(policy.get("script-src")).toBe("'self' 'wasm-unsafe-eval'");
  expect(policy.get("connect-src")).toBe("'self'");
  expect(headers["cache-control"]).toContain("immutable");
});

test("an address that leads nowhere says so", async ({ page, seen }) => {
  const response = await page.goto("/nowhere");
  expect(response?.status()).toBe(404);
  expect(response?.headers()["content-security-policy"]).toContain("default-src 'none'");
  await expect(page.getByRole("heading").first()).toBeVisible();
  seen.errors = seen.errors.filter((error) => !error.includes("404"));
});

test("the first stop of the tab key leads to the content", async ({ page }) => {
  await page.goto("/");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the content" });
  await expect(skip).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
});
