/** A night that is too large for one instance, through the functions as they are shipped, each instance a process. */

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleFunction } from "../../deploy/bundle-function.ts";
import { zipFiles } from "../../deploy/zip-files.ts";
import { createIdentities } from "../../emulator/cam/identities.ts";
import { createCos } from "../../emulator/cos/cos.ts";
import { createMemoryStorage } from "../../emulator/cos/memory-storage.ts";
import { hashedWorld } from "../../emulator/hashed/hashed-world.ts";
import type { InvocationFault } from "../../emulator/scf/invocation-faults.ts";
import { zipFunctions } from "../../emulator/scf/zip-functions.ts";
import { type Emulator, startEmulator } from "../../emulator/server.ts";
import { readSettings } from "../../lib/config/settings.ts";
import { lastNightBefore, nightSpan } from "../../lib/core/night.ts";
import { auditRequestOf } from "../../lib/runtime/audit-request.ts";
import { compose } from "../../lib/runtime/compose.ts";
import { producer } from "../../lib/runtime/producer.ts";
import { auditNight } from "../../lib/usecases/audit/audit-night.ts";
import { readCommittedNight } from "../../lib/usecases/report/read-commit.ts";
import { functionOf } from "../emulator/scf/deployed-function.ts";

const { signal } = new AbortController();
const credential = { secretId: "AKIDmadeUpForTests", secretKey: "secretMadeUpForTests" };
const credentials = () => ({ ...credential, sessionToken: null });
const night = lastNightBefore(Date.now(), "Asia/Shanghai", 7_200_000);
const name = { family: "pic", date: night } as const;
const region = "ap-chongqing";
const { world, truth } = hashedWorld({
  seed: 5,
  from: nightSpan(night, "Asia/Shanghai").from,
  jobs: 6_000,
  weights: [1, 9, 2, 1],
  shares: { failed: 60_000, queued: 2_000, running: 2_000 },
  regions: [region],
  queues: 2,
  tags: { PicProcess: 9, ImageInspect: 1 },
});

let codes: { readonly audit: Uint8Array; readonly shard: Uint8Array };

beforeAll(async () => {
  const [audit, shard] = await Promise.all(
    ["audit", "shard"].map((key) => bundleFunction(process.cwd(), `functions/${key}.ts`)),
  );
  codes = { audit: audit ?? new Uint8Array(), shard: shard ?? new Uint8Array() };
}, 60_000);

let emulator: Emulator;
afterAll(() => emulator.close());

function settingsOf(prefix: string, spread: string): string {
  const { url } = emulator;
  return `regions: [${region}]
report: { store: cos, bucket: audit-1250000000, region: ${region}, prefix: ${prefix} }
endpoints: { ci: "${url}", cos: "${url}", scf: "${url}" }
${spread}`;
}

async function openCloud(invocationFaults: readonly InvocationFault[]) {
  const everything = { effect: "allow", action: ["*"], resource: ["*"] } as const;
  const roles = [{ name: "job-audit", policy: { version: "2.0", statement: [everything] } }] as const;
  const identities = createIdentities({ users: [], roles, newId: randomUUID });
  const buckets = [{ name: "audit-1250000000", region, versioning: "never" as const, multiAz: false }];
  const account = { region };
  emulator = await startEmulator({
    world,
    credentials: [credential],
    identities,
    cos: createCos({ buckets, storage: createMemoryStorage(), now: Date.now }),
    scf: { ...zipFunctions({ now: Date.now, assume: identities.assume, account, concurrency: 2 }), invocationFaults },
  });
  return emulator.scf.platform ?? expect.fail("there is no function platform");
}

function appOf(text: string) {
  const settings = readSettings(text, "a test");
  return { settings, app: compose(settings, { credentials }) };
}

describe("the bundled functions, where a night is spread", () => {
  it("read it in processes of their own and commit once what a single instance finds", async () => {
    // Two queues, three tags, 24 hours: of 144 windows nothing is known, so that each counts as one page.
    const how = { times: 1, functionName: "job-audit-shard" };
    const platform = await openCloud([
      { ...how, nth: 2, how: "duplicate" },
      { ...how, nth: 4, how: "throttle" },
    ]);
    const spread = settingsOf(
      "spread",
      `functions: { shard: { region: ${region}, function: job-audit-shard } }\nfanOut: { pagesPerShard: 24 }\n`,
    );
    for (const [key, bundle] of Object.entries(codes)) {
      const zip = zipFiles([
        { name: "index.js", contents: bundle },
        { name: "job-audit.yaml", contents: Buffer.from(spread) },
      ]);
      platform.registry.put(functionOf(zip, { name: `job-audit-${key}`, role: "job-audit", memorySize: 512 }));
    }

    const call = { functionName: "job-audit-audit", namespace: "default", type: "Event" } as const;
    const { ended } = platform.start({ ...call, event: { date: night, family: "pic" } });
    expect(await ended).toMatchObject({ ok: true, value: { nights: [], underWay: [{ shards: 6, done: 0 }] } });
    await platform.idle();

    const runs = platform.results.filter(({ functionName }) => functionName === "job-audit-shard");
    expect(runs.length).toBeGreaterThanOrEqual(7);
    expect(runs.flatMap(({ tries }) => tries).filter(({ ok }) => !ok)).toEqual([]);
    const { app } = appOf(spread);
    const committed = await readCommittedNight(app.store, name, signal);
    expect(committed?.manifest).toMatchObject({ jobs: truth.jobs, byState: { Failed: truth.failed }, holes: [] });
    expect(committed?.commit).toMatchObject({ revision: 1, status: "complete" });

    const alone = appOf(settingsOf("alone", ""));
    const request = auditRequestOf(alone.settings, "pic", night);
    const single = await auditNight({ ...alone.app, producer, onProgress: () => undefined }, request, signal);
    expect(answers(committed?.manifest.files)).toEqual(answers(single.manifest.files));
  }, 120_000);
});

/** The promise of one answer: ledgers tell how it was read, and may differ. */
function answers(files: readonly { readonly key: string; readonly dataset: string }[] = []) {
  const told = files.filter(({ dataset }) => dataset !== "ledgers");
  expect(told.length).toBeGreaterThan(3);
  return told.map(({ key }) => key);
}
