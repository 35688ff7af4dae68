import { expect, test } from "vitest";
import { idsIn } from "./ids";

test.each([
  ["one a line, whatever ends it", "a\r\nb\nc", ["a", "b", "c"]],
  ["empty lines and spaces around", "\n  a \n\n", ["a"]],
  ["what repeats", "a\nb\na", ["a", "b"]],
  ["the first of several columns", "a,1\nb;2\nc\t3", ["a", "b", "c"]],
  ["quoted ones, with what would part them", '"a,1",x\n"b ""c"""', ["a,1", 'b "c"']],
  ["ids with spaces and dashes", "a b-1\n007", ["a b-1", "007"]],
  ["nothing", " \n", []],
])("ids of a list: %s", (_, text, ids) => expect(idsIn(text)).toEqual(ids));
