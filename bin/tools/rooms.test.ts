import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { refusal } from "./rooms.mjs";
import { inRoot } from "./project.mjs";

let tree = "";

beforeEach(() => {
  tree = mkdtempSync(path.join(tmpdir(), "rooms-"));
  mkdirSync(path.join(tree, "bin/tools"), { recursive: true });
  for (const file of [".oxlintrc.json", "bin/tools/rooms.mjs"]) copyFileSync(inRoot(file), path.join(tree, file));
  symlinkSync(inRoot("node_modules"), path.join(tree, "node_modules"), "junction");
});

afterEach(() => rmSync(tree, { recursive: true, force: true }));

function plant(file: string, text: string) {
  mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
  writeFileSync(path.join(tree, file), text);
}

/** The rules that the linter of this project finds broken in the planted tree, each as `file rule`. */
function broken(): string[] {
  const command = [inRoot("node_modules/oxlint/bin/oxlint"), "--format=json", "."];
  const lint = () => {
    try {
      return execFileSync(process.execPath, command, {
        cwd: tree,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
      });
    } catch (error) {
      return String(Reflect.get(Object(error), "stdout"));
    }
  };
  const { diagnostics }: { diagnostics: { filename: string; code: string }[] } = JSON.parse(lint());
  return diagnostics.map(({ filename, code }) => `${filename} ${code}`).toSorted();
}

test("an import from above is refused, however it is written", () => {
  plant("lib/ui/card.ts", "export const card = 1;\n");
  plant("lib/log/relative.ts", 'import { card } from "../ui/card";\n\nexport const two = card * 2;\n');
  plant("lib/log/alias.ts", 'export { card } from "@/lib/ui/card";\n');
  plant("lib/log/lazy.ts", 'export const load = () => import("../ui/card");\n');
  plant("lib/log/typed.ts", 'import type { card } from "../ui/card";\n\nexport type Card = typeof card;\n');
  plant("lib/ui/right.ts", 'import { two } from "../log/relative";\n\nexport const four = two * 2;\n');
  expect(broken()).toEqual(
    ["alias", "lazy", "relative", "typed"].map((name) => `lib/log/${name}.ts rivergraph(downward-imports)`),
  );
});

test("a cycle is refused", () => {
  plant("lib/log/a.ts", 'import { b } from "./b";\n\nexport const a = () => b;\n');
  plant("lib/log/b.ts", 'import { a } from "./a";\n\nexport const b = () => a;\n');
  expect(broken()).toEqual(["lib/log/a.ts import(no-cycle)", "lib/log/b.ts import(no-cycle)"]);
});

test.each([
  ["lib/log/resolve.ts", "react"],
  ["lib/insights/retention/question.ts", "react"],
  ["lib/engine/wasm/engine.ts", "next/navigation"],
  ["lib/sql.ts", "./engine/engine"],
  ["lib/stats/km.ts", "@/lib/engine/engine"],
  ["lib/engine/engine.ts", "../../bin/ask"],
  ["lib/ui/shell.tsx", "@/app/page"],
  ["app/page.tsx", "../bench/run"],
  ["lib/log/admit.ts", "../testing/facts"],
  ["lib/ui/insight/acts.tsx", "../kit/save"],
  ["lib/ui/insight/acts.tsx", "@/lib/export/rows"],
  ["lib/export/arrow.ts", "papaparse"],
  ["lib/reports/files.ts", "write-excel-file/universal"],
])("%s may not import %s", (file, specifier) => {
  expect(refusal(file, specifier)).toBeTypeOf("string");
});

test.each([
  ["app/page.tsx", "react"],
  ["lib/ui/shell.tsx", "next/link"],
  ["lib/charts/lines.tsx", "react"],
  ["lib/insights/retention/view.tsx", "react"],
  ["lib/insights/ask.ts", "../engine/engine"],
  ["lib/engine/engine.ts", "../sql"],
  ["lib/log/resolve.ts", "./admit"],
  ["lib/log/resolve.ts", "apache-arrow"],
  ["bin/ask.ts", "../lib/insights/ask"],
  ["lib/log/admit.test.ts", "../testing/facts"],
  ["lib/export/csv.ts", "./rows"],
  ["lib/export/xlsx.ts", "write-excel-file/universal"],
  ["lib/ui/export/csv-button.tsx", "../kit/save"],
  ["e2e/shell.spec.ts", "@/lib/ui/shell"],
])("%s may import %s", (file, specifier) => {
  expect(refusal(file, specifier)).toBeUndefined();
});
