"use client";
import { Button } from "../kit/button";
import { Icon, type IconName } from "../kit/icon";
import { useWorkspace } from "../study/provider";
import { Drop } from "./drop";

const promises: readonly { icon: IconName; head: string; words: string }[] = [
  {
    icon: "lock",
    head: "Nothing leaves this computer",
    words:
      "Files are read and computed in this tab. No request goes to any other address, and the browser is told to refuse one.",
  },
  {
    icon: "people",
    head: "Every number can be opened",
    words: "From a point in a figure to the patients behind it, to their events, to the row of the file that says so.",
  },
  {
    icon: "file",
    head: "No row is lost silently",
    words: "A row that cannot be used is counted, shown with its reason, and can be exported.",
  },
];

/** What is met before there is a history. */
export function Landing() {
  const { add, openDemo } = useWorkspace();
  return (
    <div className="mx-auto max-w-3xl pt-6 sm:pt-14">
      <h1 className="text-[26px]! leading-[1.2]! sm:text-3xl! sm:leading-[1.2]!">
        See how a treatment is really taken, from the events your platform already keeps.
      </h1>
      <p className="mt-4 max-w-xl text-lg text-soft">
        Rivergraph opens an export of your event log and draws adherence and cohorts over time. It all happens in this
        browser.
      </p>
      <div className="mt-8">
        <Drop onFiles={(sources) => void add(sources)} />
      </div>
      <p className="mt-4 text-center text-soft">
        Nothing at hand?{" "}
        <Button kind="link" onPress={() => void openDemo()}>
          Open the demo history
        </Button>{" "}
        of 500 simulated patients.
      </p>
      <ul className="mt-12 grid gap-8 border-t border-line pt-8 sm:grid-cols-3">
        {promises.map(({ icon, head, words }) => (
          <li key={head}>
            <span className="text-river">
              <Icon name={icon} size={20} />
            </span>
            <h2 className="mt-2">{head}</h2>
            <p className="mt-1 text-sm text-soft">{words}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
