"use client";
import { plural } from "@/lib/charts/format";
import { useAsKnownAt } from "../known/address";
import { Button } from "../kit/button";
import { Message } from "./message";

type NothingProps = {
  /** The moment of the question; null for now. */
  knownAt: string | null;
  /** How many events were known at it. */
  events: number;
  /** What to change where the whole history has no answer. */
  otherwise: string;
};

/** Stands where no cell came: since the history has no answer, or had none yet at an earlier moment. */
export function Nothing({ knownAt, events, otherwise }: NothingProps) {
  const [, setAt] = useAsKnownAt();
  if (knownAt === null)
    return (
      <Message icon="people" head="No events match this question">
        <p>{otherwise}</p>
      </Message>
    );
  const head = events === 0 ? "Nothing had been recorded by this moment" : "No event known by this moment matches";
  return (
    <Message icon="clock" head={head}>
      <p>
        {events === 0
          ? "The first record of this history is later."
          : `${plural(events, "event")} had been recorded by then, none of which answers this question.`}
      </p>
      <Button onPress={() => void setAt(null)}>Ask as known now</Button>
    </Message>
  );
}
