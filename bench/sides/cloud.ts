/** The cloud of a night like the demo's. */

import { buildWorld } from "../../emulator/scenario/build-world.ts";
import { truthOf } from "../../emulator/scenario/truth.ts";
import { serveCloud } from "../cloud.ts";
import { benchScenario, benchSeed } from "../night.ts";

const [jobs = "0"] = process.argv.slice(2);
const scenario = benchScenario(Number(jobs), Date.now());
const world = buildWorld(scenario, benchSeed);
const truth = truthOf(scenario, world);
const scopes = world.buckets.flatMap(({ name, region, queues }) =>
  queues.flatMap(({ queueId }) => Object.keys(scenario.tags).map((tag) => ({ bucket: name, region, queueId, tag }))),
);
await serveCloud(world, { night: scenario.night, scopes, jobs: truth.jobs, failed: truth.states["Failed"] ?? 0 });
