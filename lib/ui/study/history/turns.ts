export type Turns = {
  /** Goes after everything that was begun before. */
  after(work: () => Promise<void>): Promise<void>;
  /** The same, as the one thing that goes on and can be cancelled. */
  inTurn(work: (signal: AbortSignal) => Promise<void>): Promise<void>;
  /** At once, for work that is itself in turn. */
  exclusively(work: (signal: AbortSignal) => Promise<void>): Promise<void>;
  cancel(): void;
  busy(): boolean;
};

type TurnEvents = { failed(thrown: unknown): void; end(): void };

/** One thing at a time. `begin` says what is told of a failure and of the end. */
export function createTurns(begin: () => TurnEvents, fail: (thrown: unknown) => void): Turns {
  let running: AbortController | null = null;
  let last: Promise<void> = Promise.resolve();

  async function exclusively(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    running = new AbortController();
    const events = begin();
    try {
      await work(running.signal);
    } catch (thrown) {
      events.failed(thrown);
    } finally {
      running = null;
      events.end();
    }
  }

  const after = (work: () => Promise<void>): Promise<void> => (last = last.catch(fail).then(work));
  return {
    after,
    inTurn: (work) => after(() => exclusively(work)),
    exclusively,
    cancel: () => running?.abort(),
    busy: () => running !== null,
  };
}
