import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { describe, failureOf } from "@/lib/failure";
import { Button } from "../kit/button";
import { Message } from "../states/message";
import { Skeleton } from "../states/waiting";

/** The answer of a query once it is there; until then its place, or why it is not coming. */
export function Loaded<T>({ query, children }: { query: UseQueryResult<T>; children(data: T): ReactNode }) {
  if (query.isPending)
    return (
      <div role="status">
        <span className="sr-only">Loading</span>
        <Skeleton />
      </div>
    );
  if (query.isError) {
    const { what, next } = describe(failureOf(query.error));
    return (
      <Message icon="alert" tone="bad" role="alert" head={what}>
        <p>{next}</p>
        <Button onPress={() => void query.refetch()}>Try again</Button>
      </Message>
    );
  }
  return children(query.data);
}
