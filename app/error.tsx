"use client";
import { Button } from "@/lib/ui/kit/button";
import { Message } from "@/lib/ui/states/message";

export default function Broken({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <Message icon="alert" tone="bad" role="alert" head="This page broke; your history is still loaded.">
      <p>{error.message}</p>
      <Button onPress={reset}>Try again</Button>
    </Message>
  );
}
