import { AxeBuilder } from "@axe-core/playwright";
import { type Page, expect } from "@playwright/test";

const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Asserts that axe finds nothing against WCAG 2.2 AA on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  // In this mode no page is opened to put the frames' results together: there are no frames.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ runOnly: wcag, resultTypes: ["violations"] });
  const { violations } = await axe.analyze();
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map(({ target }) => String(target)),
  }));
  expect(found).toEqual([]);
}
