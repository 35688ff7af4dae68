import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { openDemo } from "./support/history";
import { expect, test } from "./support/test";

const require = createRequire(import.meta.url);
const fontFace = [
  { weight: 400, file: require.resolve("@fontsource/inter/files/inter-latin-400-normal.woff2") },
  { weight: 600, file: require.resolve("@fontsource/inter/files/inter-latin-600-normal.woff2") },
]
  .map(
    ({ weight, file }) =>
      `@font-face { font-family: Picture; font-weight: ${weight}; src: url(data:font/woff2;base64,${readFileSync(file, "base64")}) }`,
  )
  .join("\n");

// The font of the pictures is the project's own: the app's is that of the machine. Its style is the test's and not the page's.
test.use({ bypassCSP: true, viewport: { width: 1280, height: 900 } });
test.skip(process.platform !== "linux", "fonts are drawn otherwise elsewhere");

for (const scheme of ["light", "dark"] as const)
  test(`the demo patient at five zooms looks as it did, ${scheme}`, async ({ page }) => {
    test.slow();
    await page.clock.setFixedTime("2026-07-01T08:00:00Z");
    await page.emulateMedia({ colorScheme: scheme });
    await openDemo(page);
    await page.getByRole("link", { name: "Patient", exact: true }).click();
    await page.addStyleTag({ content: `${fontFace}\n:root { --font-sans: Picture !important }` });
    await page.getByLabel("Patient’s id").fill("P00007");
    await page.getByRole("button", { name: "Open", exact: true }).click();
    const lanes = page.getByRole("slider", { name: /^Timeline/ });
    await expect(lanes.getByText(/^Adherence, 90 days$/)).toBeAttached();
    await lanes.press("Home");
    for (let month = 0; month < 10; month++) await lanes.press("PageUp");
    await page.evaluate(() => document.fonts.ready);
    for (const zoom of ["All", "90 days", "30 days", "Week", "Day"]) {
      await page.getByRole("region", { name: "Timeline" }).getByRole("radio", { name: zoom, exact: true }).click();
      if (zoom === "Day") await page.waitForTimeout(1_500);
      await page.mouse.move(0, 0);
      await expect(page.getByRole("region", { name: "Timeline" })).toHaveScreenshot(
        `patient-${zoom.toLowerCase().replaceAll(" ", "-")}-${scheme}.png`,
        { maxDiffPixelRatio: 0.01, threshold: 0.25, animations: "disabled" },
      );
    }
  });
