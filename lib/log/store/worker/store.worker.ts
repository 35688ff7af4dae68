import { config } from "zod";
import { serve } from "../../../worker/serve";
import { storeFailure } from "../opfs";
import type { StoreCalls } from "./calls";

// Zod would try to compile schemas with `new Function`, which the policy refuses; it looks when a schema is made.
config({ jitless: true });
const handle = import("./handlers").then(({ handlers }) => handlers());

// Each call leaves the store whole: they go one after the other.
serve<StoreCalls>(handle, { failureOf: (thrown) => storeFailure(thrown).failure, long: () => true, inTurn: true });
