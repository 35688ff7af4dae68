import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "@/lib/ui/providers";
import { Shell } from "@/lib/ui/shell/shell";
import { themeOf } from "@/lib/ui/shell/theme-name";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Rivergraph", template: "%s · Rivergraph" },
  description: "Adherence and cohorts from an event history, computed in your browser.",
};

export const viewport: Viewport = { colorScheme: "light dark" };

export default async function Layout({ children }: { children: ReactNode }) {
  const theme = themeOf((await cookies()).get("theme")?.value);
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang="en-GB" {...(theme !== "system" && { "data-theme": theme })}>
      <head>{nonce && <meta property="csp-nonce" nonce={nonce} />}</head>
      <body>
        <Providers>
          <Shell theme={theme}>{children}</Shell>
        </Providers>
      </body>
    </html>
  );
}
