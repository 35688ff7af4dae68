import type { Engine } from "@/lib/engine/engine";
import { Failed } from "@/lib/failure";
import type { Reader } from "@/lib/ingest/read/reader";
import type { Source } from "@/lib/log/ingest";

export async function bootEngine(): Promise<Engine> {
  throw new Failed({ kind: "engine", detail: "not wired" });
}

export const openFile = async ({ name }: Source): Promise<Reader> => {
  throw new Failed({ kind: "engine", detail: name });
};
