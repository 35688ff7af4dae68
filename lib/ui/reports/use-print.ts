import { useEffect } from "react";
import type { Made } from "@/lib/reports/made";
import { useLeft } from "../export/use-left";

/** What is printed of the page is the report and nothing else: under its title, and remembered as what readers have. */
export function usePrint(made: Made | null): void {
  const { remember } = useLeft();
  useEffect(() => {
    const before = document.title;
    const print = () => {
      if (!made) return;
      remember(made.published);
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
  }, [remember, made]);
}
