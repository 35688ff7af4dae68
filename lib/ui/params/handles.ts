/** Values that this tab holds, each by a random handle that stands for it in an address and means something here alone. */
export type Handles<T> = { of(value: T): string; held(handle: string): T | undefined };

export function handles<T>(): Handles<T> {
  const [values, names] = [new Map<string, T>(), new Map<string, string>()];
  return {
    of(value) {
      const said = JSON.stringify(value);
      const handle = names.get(said) ?? crypto.randomUUID().slice(0, 8);
      names.set(said, handle);
      values.set(handle, value);
      return handle;
    },
    held: (handle) => values.get(handle),
  };
}
