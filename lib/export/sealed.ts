/** Characters that a passphrase has at least: whoever has the file can try as many as they like, and the form of archive makes each try cheap. */
export const leastPassphrase = 16;

const letters = "abcdefghijkmnpqrstuvwxyz23456789";
const groups = 5;
const groupLetters = 5;

/** A passphrase that nobody guesses: 125 bits, in letters that are not taken for others. */
export function drawnPassphrase(): string {
  const drawn = [...crypto.getRandomValues(new Uint8Array(groups * groupLetters))].map(
    (byte) => letters[byte % letters.length] ?? "",
  );
  return Array.from({ length: groups }, (_, i) => drawn.slice(i * groupLetters, (i + 1) * groupLetters).join("")).join(
    "-",
  );
}

/**
 * A file in an archive that only a passphrase opens: ZIP with AES-256 (WinZip AE-2), as 7-Zip, WinZip, Keka and others open it. The name of the file in it can be read without.
 * Throws RangeError where the passphrase is too short.
 */
export async function sealed(file: Blob, name: string, passphrase: string): Promise<Blob> {
  if (passphrase.length < leastPassphrase)
    throw new RangeError(`a passphrase has at least ${leastPassphrase} characters`);
  const { BlobReader, BlobWriter, configure, ZipWriter } = await import("@zip.js/zip.js/lib/zip-core-native.js");
  // Its workers are made of text, which the policy of the app forbids.
  configure({ useWebWorkers: false });
  const archive = new ZipWriter(new BlobWriter("application/zip"), { password: passphrase, encryptionStrength: 3 });
  await archive.add(name, new BlobReader(file));
  return archive.close();
}
