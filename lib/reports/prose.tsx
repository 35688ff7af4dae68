import Markdown from "react-markdown";

/** Text of an author. Markup in it stays text, pictures are left out, and an address is shown with its link: a report asks nothing of a network. */
export const Prose = ({ markdown }: { markdown: string }) => (
  <div className="report-prose">
    <Markdown disallowedElements={["img"]} unwrapDisallowed>
      {markdown}
    </Markdown>
  </div>
);
