import { failureOf } from "../../failure";
import type { Alive, Call, Handlers, Request, Response } from "./calls";
import { handlers } from "./handlers";

const handle = handlers();

async function answered<K extends Call>(handlers: Handlers, { id, call, args }: Request<K>): Promise<Response<K>> {
  try {
    return { id, call, answer: await handlers[call](...args) };
  } catch (thrown) {
    return { id, call, failure: failureOf(thrown) };
  }
}

const beat = 1_000;
const alive: Alive = { alive: true };

const buffers = (answer: unknown): Transferable[] =>
  typeof answer === "object" && answer !== null
    ? Object.values(answer).flatMap((part: unknown) => (part instanceof Uint8Array ? [part.buffer] : []))
    : [];

async function respond(request: Request): Promise<void> {
  const beating = request.call === "without" ? setInterval(() => postMessage(alive, {}), beat) : undefined;
  const response = await answered(handle, request);
  clearInterval(beating);
  postMessage(response, { transfer: "answer" in response ? buffers(response.answer) : [] });
}

addEventListener("message", ({ data }: MessageEvent<Request>) => void respond(data));
