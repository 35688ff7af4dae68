import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "./axe";

/** By how many pixels a page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** On a phone the page is no wider than that, and axe finds nothing; the window stays so. */
export async function expectFitsPhone(page: Page): Promise<void> {
  await page.setViewportSize({ width: 375, height: 760 });
  await expect.poll(() => overflow(page)).toBe(0);
  await expectAccessible(page);
}
