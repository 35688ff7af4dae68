import { fileURLToPath } from "node:url";

const everywhere = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "no-referrer",
  "Permissions-Policy": [
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
  ]
    .map((feature) => `${feature}=()`)
    .join(", "),
};

// A worker obeys the policy of its own script's response, and WebAssembly compiles nowhere but in workers.
const scripts = {
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'",
};

/** @param {Record<string, string>} values */
const headers = (values) => Object.entries(values).map(([key, value]) => ({ key, value }));

/** @type {import("next").NextConfig} */
export default {
  // What a component is given decides whether it is drawn anew: a figure stays while its next answer is asked for.
  reactCompiler: true,
  reactStrictMode: true,
  poweredByHeader: false,
  // Served on the machine itself: to compress forty megabytes for each page takes longer than to send them.
  compress: false,
  turbopack: {
    root: fileURLToPath(new URL(".", import.meta.url)),
    // Workers that are made of text would break the policy.
    resolveAlias: { fflate: { browser: "./lib/export/zip.ts" } },
  },
  // `npm test` checks types in a step of its own.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  headers: async () => [
    { source: "/:path*", headers: headers(everywhere) },
    { source: "/_next/static/:path*", headers: headers(scripts) },
  ],
};
