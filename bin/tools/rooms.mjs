import path from "node:path";

/** The rooms of the project from top to bottom: each may import those further down, and itself. */
const rooms = [
  "app",
  "lib/ui",
  "lib/reports",
  "lib/insights",
  "lib/cohorts",
  "lib/charts",
  "lib/export",
  "lib/projections",
  "lib/log",
  "lib/ingest",
  "lib/engine",
  "lib/stats",
  "lib/testing",
  "lib",
];

/** Rooms that may import anything, and that nothing else may import. */
const outside = ["bin", "bench", "e2e"];

/** What makes files of what it is given, or hands them over, and who may: the gate's own exporters, and what gives a person's own settings or, said so, rows. @type {Readonly<Record<string, readonly string[]>>} */
const waysOut = {
  papaparse: ["lib/export/rows.ts", "lib/testing/"],
  "write-excel-file": ["lib/export/xlsx.ts"],
  "@zip.js/zip.js": ["lib/export/sealed.ts"],
  "lib/export/rows": [
    "lib/export/csv.ts",
    "lib/insights/rows-out.ts",
    "lib/ui/data/quarantine-csv.ts",
    "lib/ui/data/sent-csv.ts",
  ],
  "lib/ui/kit/save": [
    "lib/ui/export/",
    "lib/ui/reports/",
    "lib/ui/data/sent.tsx",
    "lib/ui/kit/json-file.tsx",
    "lib/ui/erasure/receipt.tsx",
    "lib/ui/mapping/save-mapping.ts",
    "lib/ui/behind/copy-json.tsx",
  ],
};

/**
 * @param {string} file
 * @param {string} target the package or the path that is imported
 */
const isWayOut = (file, target) =>
  !file.includes(".test.") &&
  Object.entries(waysOut).some(
    ([way, users]) =>
      (target === way || target.startsWith(`${way}/`)) && !users.some((user) => file === user || file.startsWith(user)),
  );

const drawing =
  /^(app\/|lib\/ui\/|lib\/charts\/|lib\/reports\/(.*\.tsx|draw\.ts)$|lib\/insights\/(.*\.tsx|views?\.ts)$)/;
const framework = /^(react|react-dom|next)(\/|$)/;

/** @param {string} file */
const roomOf = (file) => [...outside, ...rooms].find((room) => file.startsWith(`${room}/`));

/**
 * @param {string} file a path from the project's root
 * @param {string} specifier as written in its import
 * @returns {string | undefined} why that import is refused
 */
export function refusal(file, specifier) {
  const from = roomOf(file);
  if (!from || outside.includes(from)) return undefined;
  if (framework.test(specifier)) {
    return drawing.test(file) ? undefined : `${from} computes and may not import ${specifier}`;
  }
  const target = specifier.startsWith("@/")
    ? specifier.slice(2)
    : specifier.startsWith(".")
      ? path.posix.join(path.posix.dirname(file), specifier)
      : undefined;
  if (isWayOut(file, target ?? specifier))
    return `${file} may not use ${specifier}: what leaves goes through lib/export/gate.ts`;
  const to = target && roomOf(target);
  if (!to) return undefined;
  if (to === "lib/testing" && from !== to && !file.endsWith(".test.ts")) return `only tests may import from ${to}`;
  if (outside.includes(to)) return `${from} may not import from ${to}`;
  return rooms.indexOf(to) < rooms.indexOf(from)
    ? `${from} may not import from ${to}, which stands above it`
    : undefined;
}

/** @param {{ cwd: string; filename: string; report(found: { node: object; message: string }): void }} context */
function create(context) {
  const file = path.relative(context.cwd, context.filename).split(path.sep).join("/");
  /** @param {{ source?: { value?: unknown } | null }} node */
  const check = (node) => {
    const specifier = node.source?.value;
    const message = typeof specifier === "string" ? refusal(file, specifier) : undefined;
    if (message) context.report({ node, message });
  };
  return {
    ImportDeclaration: check,
    ExportNamedDeclaration: check,
    ExportAllDeclaration: check,
    ImportExpression: check,
    TSImportType: check,
  };
}

export default { meta: { name: "rivergraph" }, rules: { "downward-imports": { create } } };
