import { config } from "zod";
import { storeFailure } from "../opfs";
import type { Alive, Call, Handlers, Request, Response } from "./calls";

// Zod would try to compile schemas with `new Function`, which the policy refuses; it looks when a schema is made.
config({ jitless: true });
const handle = import("./handlers").then(({ handlers }) => handlers());

const beat = 1_000;
const alive: Alive = { alive: true };

async function answered<K extends Call>(handlers: Handlers, { id, call, args }: Request<K>): Promise<Response<K>> {
  try {
    return { id, call, answer: await handlers[call](...args) };
  } catch (thrown) {
    return { id, call, failure: storeFailure(thrown).failure };
  }
}

let last: Promise<void> = Promise.resolve();

async function serve(request: Request, before: Promise<void>): Promise<void> {
  await before;
  const beating = setInterval(() => postMessage(alive, {}), beat);
  postMessage(await answered(await handle, request), {});
  clearInterval(beating);
}

/** Calls go one after the other: each leaves the store whole. */
function respond(request: Request): void {
  last = serve(request, last);
}

addEventListener("message", ({ data }: MessageEvent<Request>) => respond(data));
