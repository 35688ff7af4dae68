import type { AnyView } from "../insights/view";
import { carriedOf, carriedText, sealed, sealMark } from "./carried";
import { ReportDocument } from "./document";
import { drawn } from "./draw";
import type { Made } from "./made";

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** A report as one file that asks nothing of anybody: no script, no request, its styles, figures and tables in it, and itself as data, so that it can be made again; sealed by its hash. `styles` gives the rules that its markup needs. */
export async function htmlOf(
  made: Made,
  views: ReadonlyMap<string, AnyView>,
  document: Document,
  styles: (markup: string) => Promise<string>,
): Promise<string> {
  const whole = (
    <main>
      <ReportDocument made={made} views={views} />
    </main>
  );
  const body = drawn(whole, document, "report");
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
