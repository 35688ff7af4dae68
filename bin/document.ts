import { setImmediate } from "node:timers/promises";
import { BrowserErrorCaptureEnum, Window } from "happy-dom";
import { keepStyles } from "./styles";

/** A document in memory, to draw in; it is on globalThis, where drawing looks for it, until it is closed. */
export type Opened = { document: Document; close(): Promise<void> };

/** Opens a document that needs no browser, loads nothing and runs no script. What draws is to be loaded after it: it decides by what it finds. */
export function openDocument(): Opened {
  const window = new Window({
    settings: { errorCapture: BrowserErrorCaptureEnum.disabled, navigation: { disableMainFrameNavigation: true } },
  });
  const { document: made, navigator } = window;
  const found = Object.entries({ window, document: made, navigator });
  const before = found.map(([name]) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  for (const [name, value] of found)
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  const { document } = globalThis;
  keepStyles(document);
  return {
    document,
    close: async () => {
      // What React planned while it drew looks for a window, too.
      await setImmediate();
      await setImmediate();
      for (const [name, old] of before) {
        if (old) Object.defineProperty(globalThis, name, old);
        else Reflect.deleteProperty(globalThis, name);
      }
      await window.happyDOM.close();
    },
  };
}
