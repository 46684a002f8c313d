/** Writes `examples/reports` anew. */

import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { playExamples } from "./play-examples.ts";

const folder = fileURLToPath(new URL("../examples/reports", import.meta.url));
await rm(folder, { recursive: true, force: true });
await playExamples(folder);
