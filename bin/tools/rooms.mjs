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
