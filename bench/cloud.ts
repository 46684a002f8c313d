/** The cloud of a benchmark, in a process of its own: says where it is, and at the end what it cost. */

import { createCos } from "../emulator/cos/cos.ts";
import { createMemoryStorage } from "../emulator/cos/memory-storage.ts";
import { startEmulator } from "../emulator/server.ts";
import type { World } from "../emulator/world.ts";
import { credentials } from "./night.ts";
import type { CloudFacts } from "./processes.ts";

const buckets = [{ name: "audit-1250000000", region: "ap-chongqing", versioning: "never" as const, multiAz: false }];

interface Delay {
  readonly delayMs?: number;
}

/** Tells its parent, and goes on until the parent says anything, or is gone. */
export async function serveCloud(world: World, facts: Omit<CloudFacts, "url">, delay: Delay = {}): Promise<void> {
  const emulator = await startEmulator({
    world,
    credentials: [{ secretId: credentials.secretId, secretKey: credentials.secretKey }],
    ...delay,
    cos: createCos({ buckets, storage: createMemoryStorage(), now: Date.now }),
  });
  process.once("disconnect", () => process.exit());
  const started = process.cpuUsage();
  process.send?.({ url: emulator.url, ...facts });
  process.once("message", async () => {
    const { user, system } = process.cpuUsage(started);
    process.send?.({ cpuMs: (user + system) / 1000, requests: emulator.stats().requests });
    await emulator.close();
    process.disconnect();
  });
}
