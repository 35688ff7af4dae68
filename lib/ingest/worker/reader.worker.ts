import { failureOf } from "../../failure";
import { serve } from "../../worker/serve";
import type { FileCalls } from "./calls";
import { handlers } from "./handlers";

serve<FileCalls>(handlers(), { failureOf, long: (call) => call === "without", inTurn: false });
