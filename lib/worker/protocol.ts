import type { Failure } from "../failure";

/** What a page asks of a worker, by name: arguments and answer. Everything else of the protocol follows from this. */
export type Calls<C> = { [K in keyof C]: { args: unknown[]; answer: unknown } };

/** What the worker does. */
export type Handlers<C extends Calls<C>> = {
  [K in keyof C]: (...args: C[K]["args"]) => Promise<C[K]["answer"]>;
};

export type Request<C extends Calls<C>, K extends keyof C = keyof C> = {
  [P in K]: { id: number; call: P; args: C[P]["args"] };
}[K];

export type Response = { id: number; answer: unknown } | { id: number; failure: Failure };

/** Says that a long call is still at work. */
export type Alive = { alive: true };
