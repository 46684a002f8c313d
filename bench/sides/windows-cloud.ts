/** The cloud of the benchmark of windows: each answer takes so long. */

import { lastNightBefore } from "../../lib/core/night.ts";
import { serveCloud } from "../cloud.ts";
import { failedOf, skewedScope, skewedWorld, skewedZone } from "../skewed-world.ts";

const [jobs = "0", delayMs = "0"] = process.argv.slice(2);
const night = lastNightBefore(Date.now(), skewedZone, 3 * 3_600_000);
const facts = { night, scopes: [skewedScope], jobs: Number(jobs), failed: failedOf(Number(jobs)) };
await serveCloud(skewedWorld(night, Number(jobs)), facts, { delayMs: Number(delayMs) });
