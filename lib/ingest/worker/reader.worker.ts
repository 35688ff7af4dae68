import { failureOf } from "../../failure";
import type { Call, Handlers, Request, Response } from "./calls";
import { handlers } from "./handlers";

const handle = handlers();

const run = <K extends Call>(call: Handlers[K], { args }: Request<K>) => call(...args);

const buffers = (answer: unknown): Transferable[] =>
  typeof answer === "object" && answer !== null && "stream" in answer && answer.stream instanceof Uint8Array ? [answer.stream.buffer] : [];

async function respond(request: Request): Promise<void> {
  try {
    const answer = await run(handle[request.call], request);
    const response: Response = { id: request.id, answer };
    postMessage(response, { transfer: buffers(answer) });
  } catch (thrown) {
    const response: Response = { id: request.id, failure: failureOf(thrown) };
    postMessage(response);
  }
}

addEventListener("message", ({ data }: MessageEvent<Request>) => void respond(data));
