"use client";
import { Segmented } from "../../charts/segmented";
import { useShown } from "../../charts/place";
import { pictures, type Params } from "./params";
import type { FigureProps } from "../view";
import type question from "./question";
import { Sequences } from "./sequences-figure";
import { Timeline } from "./timeline-figure";
import { WayMap } from "./map-figure";

const pictureWords: Readonly<Record<Params["picture"], string>> = {
  timeline: "Around the index day",
  sequences: "Sequences",
  map: "What follows what",
};

/** One of the three pictures. */
export function Figure(props: FigureProps<Params, typeof question.columns>) {
  const { also, difference } = props;
  const [picture, setPicture] = useShown("picture", pictures, "timeline");
  return (
    <>
      <Segmented
        label="Picture"
        value={picture}
        options={pictures.map((id) => ({ id, label: pictureWords[id] }))}
        onChange={(id) => void setPicture(id)}
      />
      {also["edges"] ? <WayMap {...props} /> : also["sequences"] ? <Sequences {...props} /> : <Timeline {...props} />}
      {difference()}
    </>
  );
}
