"use client";
import { Button } from "../kit/button";
import { Icon } from "../kit/icon";
import { useWorkspace } from "./provider";

/** Says that older kept files are not loaded yet, and what that means for what is shown; `partial` where a picture was computed before they were. */
export function Incomplete({ partial = false }: { partial?: boolean }) {
  const { older, job, loadOlder } = useWorkspace();
  if (!older && !partial) return null;
  const state = !older
    ? "Older history has just been loaded; this picture is from before."
    : job
      ? `Still loading older history: ${older.done} of ${older.files} files.`
      : `Older history is not loaded: ${older.done} of ${older.files} files are.`;
  return (
    <div
      role="status"
      data-incomplete
      className="mb-3 flex items-start gap-2 rounded-field bg-copper-soft px-3 py-1.5 text-sm"
    >
      <span className="mt-0.5 text-copper">
        <Icon name="clock" size={16} />
      </span>
      <p>
        <strong className="font-semibold">Incomplete.</strong> {state} First events, supply carried over and index dates
        may lie in it.{" "}
        {older && !job && (
          <Button kind="link" onPress={() => void loadOlder()}>
            Load the rest
          </Button>
        )}
      </p>
    </div>
  );
}
