import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { insights } from "@/lib/insights/registry";
import { InsightPage } from "@/lib/ui/insight/page";

type Props = { params: Promise<{ insight: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: insights.get((await params).insight)?.title ?? "Not found" };
}

export default async function Page({ params }: Props) {
  const { insight } = await params;
  if (!insights.has(insight)) notFound();
  return <InsightPage key={insight} id={insight} />;
}
