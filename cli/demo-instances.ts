/**
 * The functions of a demo that spreads its nights: bundled and deployed, each run a fresh process with memory, time and
 * temporary keys of its own, so many at once, and some of the starts go wrong.
 */

import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { activeFunction } from "../emulator/scf/active-function.ts";
import type { CloudFunctions } from "../emulator/scf/cloud-functions.ts";
import type { FunctionRun } from "../emulator/scf/function-runner.ts";
import type { InvocationFault } from "../emulator/scf/invocation-faults.ts";
import { ConfigError } from "../lib/core/errors.ts";
import type { DemoClock } from "./demo-clock.ts";
import { type DemoFunctions, functionNames, type SpreadRuns } from "./demo-functions.ts";
import { emulatedFunctions } from "./emulated-functions.ts";
import { errnoText } from "./errno-text.ts";

type Bundle = keyof typeof functionNames;
export type Bundles = Readonly<Record<Bundle, Uint8Array>>;

const bundleNames: readonly Bundle[] = ["audit", "diff", "shard"];
const atOnce = 2;
/** As serverless.yml has them. */
const [memorySize, timeout] = [512, 900];
/** In a container Node takes half of its memory for the heap; here it would take that of the machine. */
const heap = { NODE_OPTIONS: `--max-old-space-size=${memorySize / 2}` };
/** A choice: each instance takes a while to begin, and the demo is to be over while somebody watches. */
const shards = 3;

/** So small that each of the demo's nights is too large for one instance. */
export const smallShards = { shards, pagesPerShard: 4 } as const;

const shardStarts = { functionName: functionNames.shard, times: 1 };
/** What a platform may make of starts that it took: in the first two nights, and in that of the incidents. */
const mishaps: readonly InvocationFault[] = [
  { ...shardStarts, nth: 2, how: "duplicate" },
  { ...shardStarts, nth: 5, how: "throttle" },
  { ...shardStarts, nth: 24, how: "duplicate" },
  { ...shardStarts, nth: 25, how: "throttle" },
];

/** Throws `ConfigError` where they are not in `folder`, which is where a build puts them. */
export async function readBundles(folder: string): Promise<Bundles> {
  const read = (name: Bundle) => readBundle(join(folder, name, "index.js"));
  return { audit: await read("audit"), diff: await read("diff"), shard: await read("shard") };
}

async function readBundle(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    const seen = `Cannot read the bundled function ${relative("", path)}: ${errnoText(cause)}`;
    throw new ConfigError(`${seen}; \`npm run build\` makes the functions beside dist/job-audit.js`, { cause });
  }
}

export interface InstancesRequest {
  readonly bundles: Bundles;
  readonly clock: DemoClock;
  /** Beside what the platform gives them. */
  readonly variables: Readonly<Record<string, string>>;
}

export function instancesOf({ bundles, clock, variables }: InstancesRequest): DemoFunctions {
  const { functions, identities } = emulatedFunctions({ now: clock.now, objects: null, concurrency: atOnce });
  let platform: CloudFunctions | null = null;
  const happened: InvocationFault["how"][] = [];
  const observeFault = ({ how }: InvocationFault) => void happened.push(how);
  return {
    functions: { ...functions, invocationFaults: mishaps, observeFault },
    identities,
    configure({ scf }, settings) {
      platform = scf.platform;
      const environment = { ...heap, ...variables };
      for (const name of bundleNames) {
        const files = { "index.js": bundles[name], "job-audit.yaml": Buffer.from(settings) };
        scf.platform?.registry.put(deployed(name, { files, environment }));
      }
    },
    log: () =>
      runsOn(platform)
        .map(({ log }) => `${log}\n`)
        .join(""),
    stop: async () => functions.deployments?.runner.close?.(),
    runs: () => spreadRuns(platform, happened),
  };
}

function deployed(
  name: Bundle,
  own: { readonly files: Readonly<Record<string, Uint8Array>>; readonly environment: Readonly<Record<string, string>> },
) {
  // A demo that fails is to say so at once.
  const retry = { attempts: 0, maxAgeSeconds: 21_600 };
  return activeFunction({ name: functionNames[name], memorySize, timeout, role: "job-audit", retry, ...own });
}

/** In the order of starting. */
function runsOn(platform: CloudFunctions | null): readonly FunctionRun[] {
  const tries = platform?.results.flatMap((invocation) => invocation.tries) ?? [];
  return tries.filter((each): each is FunctionRun => "log" in each);
}

function spreadRuns(platform: CloudFunctions | null, happened: readonly InvocationFault["how"][]): SpreadRuns {
  const runs = runsOn(platform);
  const count = (how: InvocationFault["how"]) => happened.filter((each) => each === how).length;
  return {
    instances: runs.length,
    atOnce,
    memoryMb: memorySize,
    peakMb: Math.ceil(Math.max(0, ...runs.map(({ memoryBytes }) => memoryBytes)) / 2 ** 20),
    doubled: count("duplicate"),
    refused: count("throttle"),
  };
}
