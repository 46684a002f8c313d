/** The cloud of a benchmark, in a process of its own: says where it is, and at the end what it cost. */

import { createCos } from "../../emulator/cos/cos.ts";
import { createMemoryStorage } from "../../emulator/cos/memory-storage.ts";
import { buildWorld } from "../../emulator/scenario/build-world.ts";
import { truthOf } from "../../emulator/scenario/truth.ts";
import { startEmulator } from "../../emulator/server.ts";
import { benchScenario, benchSeed, credentials } from "../night.ts";

const [jobs = "0"] = process.argv.slice(2);
const scenario = benchScenario(Number(jobs), Date.now());
const world = buildWorld(scenario, benchSeed);
const buckets = [{ name: "audit-1250000000", region: "ap-chongqing", versioning: "never" as const, multiAz: false }];
const emulator = await startEmulator({
  world,
  credentials: [{ secretId: credentials.secretId, secretKey: credentials.secretKey }],
  cos: createCos({ buckets, storage: createMemoryStorage(), now: Date.now }),
});
const truth = truthOf(scenario, world);
const scopes = world.buckets.flatMap(({ name, region, queues }) =>
  queues.flatMap(({ queueId }) => Object.keys(scenario.tags).map((tag) => ({ bucket: name, region, queueId, tag }))),
);
const started = process.cpuUsage();
process.send?.({
  url: emulator.url,
  night: scenario.night,
  scopes,
  jobs: truth.jobs,
  failed: truth.states["Failed"] ?? 0,
});
process.once("message", async () => {
  const { user, system } = process.cpuUsage(started);
  process.send?.({ cpuMs: (user + system) / 1000, requests: emulator.stats().requests });
  await emulator.close();
  process.disconnect();
});
