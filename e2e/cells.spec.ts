import { expect, test } from "./support/demo";
import { asked, goTo, savedCsv } from "./support/history";

const demo = "public/demo/events.parquet";

test("the demo history gives the cells that the command line gives, for every insight", async ({ page }) => {
  test.slow();
  expect(await savedCsv(page)).toEqual(await asked("adherence-over-time", [demo]));
  await goTo(page, "events-over-time");
  expect(await savedCsv(page)).toEqual(await asked("events-over-time", [demo]));
  await goTo(page, "retention");
  expect(await savedCsv(page)).toEqual(await asked("retention", [demo]));
});
