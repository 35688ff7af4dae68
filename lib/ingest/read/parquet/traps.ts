type Trapped = (error: WebAssembly.RuntimeError) => void;

const waiting = new Set<Trapped>();
let listening = false;

function tell(error: WebAssembly.RuntimeError): void {
  for (const trapped of waiting) trapped(error);
}

/** Takes what WebAssembly throws in tasks that nobody awaits; anything else goes the way it would have gone. */
function listen(): void {
  if (listening) return;
  listening = true;
  if ("addEventListener" in globalThis) {
    addEventListener("error", (event: ErrorEvent) => {
      if (!(event.error instanceof WebAssembly.RuntimeError)) return;
      event.preventDefault();
      tell(event.error);
    });
    return;
  }
  process.setUncaughtExceptionCaptureCallback((error) => {
    if (error instanceof WebAssembly.RuntimeError) return tell(error);
    listening = false;
    process.setUncaughtExceptionCaptureCallback(null);
    setImmediate(() => {
      throw error;
    });
  });
}

/** Waits for work of the Parquet decoder. A panic there surfaces in a task of its own, also in one that reads ahead, and what awaits the work would wait for ever. */
export async function untrapped<T>(work: Promise<T>): Promise<T> {
  listen();
  let trapped: Trapped = () => undefined;
  const trap = new Promise<never>((_, reject) => (trapped = reject));
  waiting.add(trapped);
  try {
    return await Promise.race([work, trap]);
  } finally {
    waiting.delete(trapped);
  }
}
