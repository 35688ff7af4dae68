import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)) } },
  test: {
    include: ["{app,lib,bin,bench}/**/*.test.{ts,tsx}"],
    // Native DuckDB keeps the memory that it is done with: to give it back and ask for it again took a third of the time.
    // What it plans with is many small pieces of the C library's, which glibc keeps at hand likewise: about a twentieth.
    env: {
      TZ: "Asia/Kolkata",
      DUCKDB_JE_MALLOC_CONF: "dirty_decay_ms:-1,muzzy_decay_ms:-1",
      GLIBC_TUNABLES: "glibc.malloc.tcache_count=60000",
    },
    maxWorkers: 2,
    // Files of one worker share what they import: to read the databases' code again for each took a fifth of the time. Whatever a test holds it opens and closes itself.
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
