"use client";
import { Entry } from "./entry";
import { PartFrame, type PlaceActs } from "./part-frame";

type TextPartProps = PlaceActs & {
  id: string;
  number: number;
  markdown: string;
  onChange(markdown: string, step: string): void;
};

/** A text of a report while it is edited; how it reads stands in the preview. */
export const TextFields = ({ id, number, markdown, onChange, ...place }: TextPartProps) => (
  <PartFrame id={id} label={`text ${number}`} title={`Text ${number}`} {...place}>
    <Entry
      lines={3}
      label="In Markdown"
      placeholder="## A heading, *emphasis*, - a list"
      value={markdown}
      onChange={(next) => onChange(next.slice(0, 100_000), "markdown")}
    />
  </PartFrame>
);
