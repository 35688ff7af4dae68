"use client";
import { useEffect, useState } from "react";
import { Button } from "../kit/button";
import { Message } from "../states/message";
import { useWorkspace } from "../study/provider";

const patience = 5_000;

/** What is kept is open in another tab: says so, and offers to take it over. */
export function Elsewhere({ given, asked }: { given: boolean; asked: boolean }) {
  const { takeOver } = useWorkspace();
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!asked) return;
    const timer = setTimeout(() => setLate(true), patience);
    return () => clearTimeout(timer);
  }, [asked]);
  return (
    <Message icon="file" head={given ? "Your history moved to another tab" : "Your history is open in another tab"}>
      <p>
        {given
          ? "It was taken over there, and this tab has let go of all it held. It comes back here when that tab is closed."
          : "Only one tab can have it open. It opens here as soon as that tab is closed, or you take it over now; what is kept stays as it is."}
      </p>
      <Button kind="primary" isDisabled={asked} onPress={takeOver}>
        {asked ? "Asking the other tab" : given ? "Take it back" : "Take over"}
      </Button>
      {late && <p>The other tab has not answered yet; it may be saving or asleep. Closing it works too.</p>}
    </Message>
  );
}
