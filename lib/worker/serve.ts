import type { Failure } from "../failure";
import type { Alive, Calls, Handlers, Request, Response } from "./protocol";

/** How often a long call says that it is at work (milliseconds). */
const beat = 1_000;
const alive: Alive = { alive: true };

/** Every buffer that an answer holds, at whatever depth: it goes over without a copy. */
function buffers(answer: unknown): ArrayBuffer[] {
  if (ArrayBuffer.isView(answer)) return answer.buffer instanceof ArrayBuffer ? [answer.buffer] : [];
  if (typeof answer !== "object" || answer === null || Array.isArray(answer) || answer instanceof Blob) return [];
  return Object.values(answer).flatMap((part: unknown) => buffers(part));
}

export type Serving<C extends Calls<C>> = {
  failureOf(thrown: unknown): Failure;
  /** Whether a call may take longer than the page has patience. */
  long(call: keyof C): boolean;
  /** Whether a call waits until the one before is answered. */
  inTurn: boolean;
};

/** Answers what the page asks of this worker. */
export function serve<C extends Calls<C>>(
  handlers: Handlers<C> | Promise<Handlers<C>>,
  { failureOf, long, inTurn }: Serving<C>,
): void {
  async function answered<K extends keyof C>({ id, call, args }: Request<C, K>): Promise<Response> {
    try {
      const handle = await handlers;
      return { id, answer: await handle[call](...args) };
    } catch (thrown) {
      return { id, failure: failureOf(thrown) };
    }
  }

  async function respond(request: Request<C>, before: Promise<void>): Promise<void> {
    await before;
    const beating = long(request.call) ? setInterval(() => postMessage(alive, {}), beat) : undefined;
    const response = await answered(request);
    clearInterval(beating);
    postMessage(response, { transfer: "answer" in response ? [...new Set(buffers(response.answer))] : [] });
  }

  const free = Promise.resolve();
  let last = free;
  addEventListener("message", ({ data }: MessageEvent<Request<C>>) => {
    last = respond(data, inTurn ? last : free);
  });
}
