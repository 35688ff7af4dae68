"use client";
import { Fold } from "../../charts/fold";
import { Segmented } from "../../charts/segmented";
import { useShown } from "../../charts/place";
import type { FigureProps } from "../view";
import { Curves, shows, showWords } from "./curves";
import { DifferenceFigure } from "./difference-figure";
import { pictures } from "./heat";
import { HeatFigure } from "./heat-figure";
import type question from "./question";
import type { Params } from "./title";

const pictureWords: Readonly<Record<(typeof pictures)[number], string>> = { curves: "Curves", patients: "Patients" };

/** The curves or the map of patients, and under them the difference where one is asked for. */
export function Figure(props: FigureProps<Params, typeof question.columns>) {
  const [show, setShow] = useShown("show", shows, "mean");
  const [picture, setPicture] = useShown("picture", pictures, "curves");
  const asked = props.params.compare.what !== "none";
  const { heat, difference } = props.also;
  const words = showWords(props.params.threshold);
  return (
    <>
      <div className="flex flex-wrap gap-x-3">
        <Segmented
          label="Picture"
          value={picture}
          options={pictures.map((id) => ({ id, label: pictureWords[id] }))}
          onChange={(id) => void setPicture(id)}
        />
        {!heat && (
          <Segmented
            label="What is drawn"
            value={show}
            options={shows.map((id) => ({ id, label: words[id] }))}
            onChange={(id) => void setShow(id)}
          />
        )}
      </div>
      {heat ? <HeatFigure {...props} rows={heat} /> : <Curves {...props} show={show} />}
      {difference && asked && <DifferenceFigure {...props} rows={difference} show={show} />}
      {difference && !asked && (
        <Fold summary="Difference of the two cohorts">
          <DifferenceFigure {...props} rows={difference} show={show} />
        </Fold>
      )}
    </>
  );
}
