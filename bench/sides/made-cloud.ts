/** The cloud of a large night: its jobs are made as they are asked for, and take no room. */

import { hashedWorld } from "../../emulator/hashed/hashed-world.ts";
import { serveCloud } from "../cloud.ts";
import { madeNight } from "../night.ts";

const [jobs = "0"] = process.argv.slice(2);
const { night, plan } = madeNight(Number(jobs), Date.now());
const { world, truth } = hashedWorld(plan);
await serveCloud(world, { night, scopes: [], ...truth });
