import { createServer } from "node:net";

/**
 * @param {number} port 0 for any
 * @param {string} host
 * @returns {Promise<number | undefined>} the port, where it is free
 */
export function listenable(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(address && typeof address === "object" ? address.port : undefined));
    });
  });
}

/**
 * The first free port from `first` upward.
 * @param {number} first
 * @param {string} host
 */
export async function freePort(first, host) {
  for (let port = first; port < Math.min(first + 100, 65_536); port++) {
    if (await listenable(port, host)) return port;
  }
  throw new Error(`No port from ${first} upward is free.`);
}
