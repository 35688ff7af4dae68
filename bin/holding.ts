import { answer } from "./answer";
import { given } from "./given";
import { history, type History } from "./history";

/** Histories that stay loaded while more than one question is asked of them; `ask` resolves to what the command prints with such arguments. */
export function holding(): { ask(args: readonly string[]): Promise<string>; close(): Promise<void> } {
  const held = new Map<string, Promise<History>>();
  return {
    async ask(args) {
      const read = await given(args);
      if (typeof read === "string") throw new Error(`--${read} asks no history`);
      const name = JSON.stringify(read.which);
      const loading = held.get(name) ?? history(read.which);
      held.set(name, loading);
      return answer((await loading).study, read.asked, () => undefined);
    },
    async close() {
      const all = [...held.values()];
      held.clear();
      for (const one of all) await (await one).close();
    },
  };
}
