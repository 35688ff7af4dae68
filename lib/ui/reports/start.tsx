"use client";
import { type Template, templates } from "@/lib/reports/templates";
import { Button } from "../kit/button";

/** Stands where a report has no part yet: what it can begin with. */
export const Start = ({ onChoose }: { onChoose(template: Template): void }) => (
  <section aria-labelledby="begin-with" className="card print:hidden">
    <h2 id="begin-with" className="mb-1 text-base!">
      Begin with a template
    </h2>
    <p className="text-sm text-soft">Or add a text or a figure. All of it can be changed.</p>
    <ul className="mt-3 divide-y divide-line">
      {templates.map((template) => (
        <li key={template.id} className="flex items-center gap-4 py-3 last:pb-0">
          <div className="min-w-0 grow">
            <p className="font-semibold">{template.name}</p>
            <p className="text-sm text-soft">{template.summary}</p>
          </div>
          <Button aria-label={`Begin with the ${template.name}`} onPress={() => onChoose(template)}>
            Begin
          </Button>
        </li>
      ))}
    </ul>
  </section>
);
