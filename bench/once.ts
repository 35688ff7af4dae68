import { measureNative } from "./native";
import { measureNode } from "./node";
import type { Engine, Measured } from "./measured";

const measure: Record<Exclude<Engine, "browser">, (file: string) => Promise<Measured>> = {
  native: measureNative,
  node: measureNode,
};

const [engine = "", file = ""] = process.argv.slice(2);
if (engine !== "native" && engine !== "node") throw new Error(`“${engine}” is measured elsewhere.`);
process.stdout.write(JSON.stringify(await measure[engine](file)), () => process.exit());
