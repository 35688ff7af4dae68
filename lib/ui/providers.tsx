"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useState } from "react";
import { I18nProvider, RouterProvider } from "react-aria-components";
import { StudyProvider } from "./study/provider";

const client = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        staleTime: Number.POSITIVE_INFINITY,
        networkMode: "always",
        refetchOnWindowFocus: false,
      },
    },
  });

export function Providers({ children }: { children: ReactNode }) {
  const [queries] = useState(client);
  const router = useRouter();
  return (
    <I18nProvider locale="en-GB">
      <RouterProvider navigate={(path) => router.push(path)}>
        <NuqsAdapter>
          <QueryClientProvider client={queries}>
            <StudyProvider>{children}</StudyProvider>
          </QueryClientProvider>
        </NuqsAdapter>
      </RouterProvider>
    </I18nProvider>
  );
}
