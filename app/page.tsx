import { Overview } from "@/lib/ui/landing/overview";

export default function Page() {
  return <Overview />;
}
