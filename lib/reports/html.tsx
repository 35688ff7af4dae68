import type { AnyView } from "../insights/view";
import { carriedOf, carriedText, sealed, sealMark } from "./carried";
import { ReportDocument } from "./document";
import { drawn, readDrawn } from "./draw";
import { type Picture, picturesIn } from "./svg";
import { provenanceOf } from "./files";
import type { Made } from "./made";

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

type WholeProps = { made: Made; views: ReadonlyMap<string, AnyView> };

const Whole = ({ made, views }: WholeProps) => (
  <main>
    <ReportDocument made={made} views={views} />
  </main>
);

/** The pictures of a report, each as a file of its own; `colours` by the names that they call them. */
export const picturesOf = (
  made: Made,
  views: ReadonlyMap<string, AnyView>,
  document: Document,
  colours: ReadonlyMap<string, string>,
): Picture[] =>
  readDrawn(<Whole made={made} views={views} />, document, "report", (host) =>
    picturesIn(host, colours, provenanceOf(made)),
  );

/** A report as one file that asks nothing of anybody: no script, no request, its styles, figures and tables in it, and itself as data, so that it can be made again; sealed by its hash. `styles` gives the rules that its markup needs. */
export async function htmlOf(
  made: Made,
  views: ReadonlyMap<string, AnyView>,
  document: Document,
  styles: (markup: string) => Promise<string>,
): Promise<string> {
  const body = drawn(<Whole made={made} views={views} />, document, "report");
  const css = await styles(body);
  return sealed(`<!doctype html>
<html lang="en" data-theme="light">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Rivergraph ${escaped(made.versions["Rivergraph"] ?? "")}">
<meta name="author" content="${escaped(made.spec.authors.join(", "))}">
${sealMark}
<title>${escaped(made.spec.title)}</title>
<style>${css.replaceAll("</", "<\\/")}</style>
</head>
<body>
${body}
<script type="application/json" id="rivergraph-report">${carriedText(carriedOf(made))}</script>
</body>
</html>
`);
}
