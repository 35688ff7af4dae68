import { classesIn } from "@/lib/reports/classes";
import { light, white } from "@/lib/reports/light";

const named = /\.((?:\\[^\n]|[\w-])+)/g;
const negated = /:not\([^)]*\)/g;

/** Whether a rule can be of use where only these classes are. */
function meets(selector: string, classes: ReadonlySet<string>): boolean {
  if (selector.includes('[data-theme="dark"]')) return false;
  return selector
    .split(/,(?![^(]*\))/)
    .some((one) =>
      [...one.replaceAll(negated, "").matchAll(named)].every(([, name = ""]) => classes.has(name.replaceAll("\\", ""))),
    );
}

/** How a rule begins that holds others. */
const headOf = ({ cssText }: CSSRule): string => cssText.slice(0, cssText.indexOf("{"));

function textOf(rule: CSSRule, classes: ReadonlySet<string>): string {
  if (rule instanceof CSSStyleRule) return meets(rule.selectorText, classes) ? rule.cssText : "";
  if (rule instanceof CSSMediaRule && rule.conditionText.includes("prefers-color-scheme")) return "";
  if (rule instanceof CSSGroupingRule && !(rule instanceof CSSPageRule)) {
    const inner = [...rule.cssRules].map((one) => textOf(one, classes)).join("");
    return inner === "" ? "" : `${headOf(rule)}{${inner}}`;
  }
  const whole = [CSSPageRule, CSSPropertyRule, CSSLayerStatementRule];
  return whole.some((kind) => rule instanceof kind) ? rule.cssText : "";
}

const ownRules = (): CSSRule[] => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);

/** The page's own rules as far as a document needs them, in their light colours on white. */
export async function pageStyles(markup: string): Promise<string> {
  const classes = classesIn(markup);
  const css = ownRules()
    .map((rule) => textOf(rule, classes))
    .join("\n");
  return `${light(css)}${white}`;
}

const colour = /^--(?:color|series)-/;

const declared = (rule: CSSRule): CSSStyleDeclaration[] => {
  if (rule instanceof CSSStyleRule) return rule.selectorText.startsWith(":root") ? [rule.style] : [];
  return rule instanceof CSSLayerBlockRule ? [...rule.cssRules].flatMap(declared) : [];
};

/** The colours of paper, for what stands on it in a page of any theme. */
export function paperColours(): Record<string, string> {
  const found = ownRules()
    .flatMap(declared)
    .flatMap((style) =>
      [...style]
        .filter((name) => colour.test(name))
        .map((name) => [name, light(style.getPropertyValue(name)).trim()] as const),
    );
  return Object.fromEntries(found);
}
