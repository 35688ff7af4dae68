const name = "rivergraph-store";
const please = "let go";

/** Which tab of this browser holds the store: one at a time. */
export type Owner = {
  /** Whether the store is this tab's now. */
  claim(): Promise<boolean>;
  /** Resolves when it became this tab's, because the one that held it let go or was closed. */
  wait(): Promise<void>;
  /** Asks the tab that holds it to let go. */
  ask(): void;
  release(): void;
};

/** `onAsked` runs where another tab asks for the store; after it the store is released. */
export function ownership(onAsked: () => Promise<void>): Owner {
  const channel = new BroadcastChannel(name);
  const tell = channel.postMessage.bind(channel);
  let release: (() => void) | null = null;

  const hold = (options: LockOptions): Promise<boolean> =>
    new Promise((resolve, reject) => {
      navigator.locks
        .request(name, options, (lock) => {
          if (!lock) return resolve(false);
          return new Promise<void>((done) => {
            release = done;
            resolve(true);
          });
        })
        .catch(reject);
    });

  const owner: Owner = {
    claim: async () => release !== null || hold({ ifAvailable: true }),
    wait: async () => void (await hold({})),
    ask: () => tell(please),
    release() {
      release?.();
      release = null;
    },
  };
  channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (release && data === please) void onAsked().finally(owner.release);
  });
  return owner;
}
