import { useEffect } from "react";
import type { Made } from "@/lib/reports/made";
import { textDigest } from "@/lib/sha256";
import { useLeft } from "../export/use-left";
import { aboutExact, exact } from "./exact";

/** What is printed of the page is the report and nothing else: under its title, and remembered as what readers have. */
export function usePrint(made: Made | null): void {
  const { remember, record } = useLeft();
  useEffect(() => {
    const recordPrint = (report: Made) =>
      record({
        at: new Date().toISOString(),
        file: "on paper",
        encrypted: false,
        sha256: textDigest(JSON.stringify(report.spec)),
        ...aboutExact(report),
      });
    const before = document.title;
    const print = () => {
      if (!made) return;
      // What a printer has cannot be taken back where it could not be noted.
      if (exact(made)) void recordPrint(made).catch(() => undefined);
      else void remember(made.published).catch(() => undefined);
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
  }, [remember, record, made]);
}
