import { expect, test } from "vitest";
import { light } from "./light";

test.each([
  ["a{color:light-dark(#fff, #000)}", "a{color:#fff}"],
  ["a{color:light-dark(rgb(1, 2, 3), rgb(4, 5, 6));top:0}", "a{color:rgb(1, 2, 3);top:0}"],
  ["a{box-shadow:0 1px light-dark(#1, #2), 0 2px light-dark(#3, #4)}", "a{box-shadow:0 1px #1, 0 2px #3}"],
  ["a{color:var(--lightningcss-light, #fff) var(--lightningcss-dark, #000);top:0}", "a{color:#fff ;top:0}"],
  [":root{--lightningcss-light:initial;--lightningcss-dark: ;top:0}", ":root{top:0}"],
  ["a{top:0}", "a{top:0}"],
])("of %s the light colours stay", (css, expected) => {
  expect(light(css)).toBe(expected);
});
