/** The cloud of the benchmark of windows, in a process of its own: each answer takes so long. */

import { startEmulator } from "../../emulator/server.ts";
import { lastNightBefore } from "../../lib/core/night.ts";
import { credentials } from "../night.ts";
import { failedOf, skewedScope, skewedWorld, skewedZone } from "../skewed-world.ts";

const [jobs = "0", delayMs = "0"] = process.argv.slice(2);
const night = lastNightBefore(Date.now(), skewedZone, 3 * 3_600_000);
const emulator = await startEmulator({
  world: skewedWorld(night, Number(jobs)),
  credentials: [{ secretId: credentials.secretId, secretKey: credentials.secretKey }],
  delayMs: Number(delayMs),
});
const started = process.cpuUsage();
process.send?.({ url: emulator.url, night, scopes: [skewedScope], jobs: Number(jobs), failed: failedOf(Number(jobs)) });
process.once("message", async () => {
  const { user, system } = process.cpuUsage(started);
  process.send?.({ cpuMs: (user + system) / 1000, requests: emulator.stats().requests });
  await emulator.close();
  process.disconnect();
});
