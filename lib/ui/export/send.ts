import { useCallback } from "react";
import { sealed } from "@/lib/export/sealed";
import type { Sent } from "@/lib/log/outgoing";
import { sha256Of } from "@/lib/log/store/hash";
import { save } from "../kit/save";
import { useLeft } from "./use-left";

/** What is said of an act by which something leaves, before its file is there. */
export type About = Omit<Sent, "at" | "file" | "encrypted" | "sha256">;

type Given = { file: Blob; name: string; passphrase?: string | null };

/** Lets rows of patients, or an exact table, leave as a file, in an archive that a passphrase opens where one is given, and records that they did; resolves to the file's name. */
export function useSend(): (given: Given, about: About) => Promise<string> {
  const { record } = useLeft();
  return useCallback(
    async ({ file, name, passphrase = null }, about) => {
      const leaves = passphrase === null ? file : await sealed(file, name, passphrase);
      const called = passphrase === null ? name : `${name}.zip`;
      const sha256 = await sha256Of(leaves);
      await record({ at: new Date().toISOString(), file: called, encrypted: passphrase !== null, sha256, ...about });
      save(leaves, called, leaves.type);
      return called;
    },
    [record],
  );
}
