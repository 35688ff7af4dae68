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

/** Every buffer that an answer holds, at whatever depth: it goes over without a copy. */
function buffers(answer: unknown): ArrayBuffer[] {
  if (ArrayBuffer.isView(answer)) return answer.buffer instanceof ArrayBuffer ? [answer.buffer] : [];
  if (typeof answer !== "object" || answer === null || Array.isArray(answer) || answer instanceof Blob) return [];
  return Object.values(answer).flatMap((part: unknown) => buffers(part));
}

async function respond(request: Request): Promise<void> {
  const beating = request.call === "without" ? setInterval(() => postMessage(alive, {}), beat) : undefined;
  const response = await answered(handle, request);
  clearInterval(beating);
  postMessage(response, { transfer: "answer" in response ? [...new Set(buffers(response.answer))] : [] });
}

addEventListener("message", ({ data }: MessageEvent<Request>) => void respond(data));
