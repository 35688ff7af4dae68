import { z } from "zod";
import { Failed, describe } from "@/lib/failure";
import { answer, type Tell } from "./answer";
import { given, usage } from "./given";
import { history } from "./history";
import { insights } from "./registry";

/** Where the command writes. */
export type Streams = { out(text: string): void; err(text: string): void };

async function list(): Promise<string> {
  const all = [...(await insights()).values()];
  return JSON.stringify(
    all.map(({ id, title, params }) => ({ id, title, params: z.toJSONSchema(params, { io: "input" }) })),
    null,
    2,
  );
}

async function told(args: readonly string[], tell: Tell): Promise<string> {
  const read = await given(args);
  if (read === "help") return usage;
  if (read === "list") return list();
  const { study, notes, close } = await history(read.which);
  try {
    tell(notes);
    return await answer(study, read.asked, tell);
  } finally {
    await close();
  }
}

/** What went wrong, as one is told. */
export function sentenceOf(thrown: unknown): string {
  if (thrown instanceof Failed) return Object.values(describe(thrown.failure)).join(" ");
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Runs the command with its arguments, and resolves to its exit status. What is wrong is one line. */
export async function command(args: readonly string[], { out, err }: Streams): Promise<number> {
  try {
    const text = await told(args, (notes) => err(notes.map((note) => `${note}\n`).join("")));
    if (text !== "") out(`${text}\n`);
    return 0;
  } catch (thrown) {
    err(`${sentenceOf(thrown).replaceAll("\n", " ")}\n`);
    return 1;
  }
}
