import Link from "next/link";
import { buttonClass } from "@/lib/ui/kit/button-class";

export default function NotFound() {
  return (
    <div className="mx-auto max-w-xl space-y-4 pt-16 text-center">
      <h1>There is no such page</h1>
      <p className="text-soft">The address leads nowhere in Rivergraph. What you have loaded is still here.</p>
      <Link href="/" className={buttonClass("plain")}>
        To the overview
      </Link>
    </div>
  );
}
