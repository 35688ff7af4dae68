import { afterEach, expect, test } from "vitest";
import NodeWorker from "web-worker";
import { connect, type Connection } from "./connect";

type Sums = { add: { args: [a: number, b: number]; answer: number }; stall: { args: []; answer: null } };

/** A worker that adds, fails where it is to add nothing, and never answers anything else. */
const program = `data:text/javascript,${encodeURIComponent(`
  addEventListener("message", ({ data: { id, call, args } }) => {
    if (call === "add") postMessage(args[1] === 0 ? { id, failure: { kind: "query", detail: "no zeros" } } : { id, answer: args[0] + args[1] });
  });
`)}`;

const open: Connection<Sums>[] = [];
afterEach(() => open.splice(0).forEach((one) => one.close()));

function connected(patience = 10_000): Connection<Sums> {
  const connection = connect<Sums>(new NodeWorker(program, { type: "module" }), {
    patience,
    hung: { kind: "engine", detail: "hung" },
    crashed: (detail) => ({ kind: "engine", detail: `crashed: ${detail ?? ""}` }),
  });
  open.push(connection);
  return connection;
}

test("answers come to those who asked, and failures too", async () => {
  const { call } = connected();
  expect(await Promise.all([call("add", 1, 2), call("add", 3, 4)])).toEqual([3, 7]);
  await expect(call("add", 1, 0)).rejects.toMatchObject({ failure: { kind: "query", detail: "no zeros" } });
});

test("silence with a call outstanding is a hang, and whatever is asked afterwards fails the same", async () => {
  const connection = connected(200);
  expect(await connection.call("add", 1, 2)).toBe(3);
  const hung = { failure: { kind: "engine", detail: "hung" } };
  await expect(connection.call("stall")).rejects.toMatchObject(hung);
  expect(connection.closed).toBe(true);
  await expect(connection.call("add", 1, 2)).rejects.toMatchObject(hung);
});

test("closing rejects what is owed", async () => {
  const connection = connected();
  const owed = connection.call("stall");
  connection.close();
  await expect(owed).rejects.toMatchObject({ failure: { kind: "cancelled" } });
});
