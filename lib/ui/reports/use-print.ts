import { useEffect } from "react";
import type { Study } from "@/lib/log/study";
import type { Made } from "@/lib/reports/made";
import { letLeave } from "./leave";

/** What is printed of the page is the report and nothing else: under its title, and remembered as what readers have. */
export function usePrint(study: Study, made: Made | null): void {
  useEffect(() => {
    const before = document.title;
    const print = () => {
      if (!made) return;
      letLeave(study, made);
      document.title = made.spec.title;
    };
    const printed = () => {
      document.title = before;
    };
    window.addEventListener("beforeprint", print);
    window.addEventListener("afterprint", printed);
    return () => {
      window.removeEventListener("beforeprint", print);
      window.removeEventListener("afterprint", printed);
    };
  }, [study, made]);
}
