/** A service whose every word is meant to do harm, and a command line that audits it into a folder. */

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { startEmulator } from "../../emulator/server.ts";
import type { EmulatedJob } from "../../emulator/world.ts";
import { createQuickClock } from "../cli/quick-clock.ts";
import { say, temporaryFolder } from "../cli/small-cloud.ts";
import { credential, makeBucket, makeJob, makeQueue } from "../emulator/small-world.ts";

/** 2026-11-20T00:00:00+0800 */
const dayStart = Date.UTC(2026, 10, 19, 16);
const morning = dayStart + 34 * 3_600_000;

/** Raw in XML, where a control character below space cannot stand. */
const nasty = [
  "\u009b2J\u009d0;title\u009c",
  "\u202Egnp.exe\u2066",
  "line one\nforged: all is well\rforged: again\u2028forged: third\u0085forged: fourth",
  "=HYPERLINK(1)",
  "@SUM(1)",
  "-2+3",
  "../../../../etc/passwd",
  "..\\..\\windows",
  "C:\\x",
  "/etc/passwd",
  "__proto__",
  "constructor",
  "\uFEFF\u200B\u00AD",
  "\u{E0001}\u{1F600}",
  "x".repeat(10_000),
];

/** What makes an answer that no parser may read. */
export const poison = [
  "<X>\u001b[31m</X>",
  "<X>\u0000</X>",
  "<X>&#0;</X>",
  "<X>&#xD800;</X>",
  "<X>&#27;]8;;http://x&#7;</X>",
];

const harmful = nasty.map((text, index): Partial<EmulatedJob> => {
  const state = { outcome: "Failed", code: text.slice(0, 200), message: text, userData: text };
  const names = { inputObject: text, outputObject: text, templateName: text, rule: text };
  return { ...state, ...names, jobId: `harm${index}`, createdAt: dayStart + index * 60_000 };
});
const strange = ["__proto__", "constructor", "toString", "hasOwnProperty", "\u009b31m", "..", "x".repeat(5_000)].map(
  (outcome, index): Partial<EmulatedJob> => ({
    outcome,
    jobId: `odd${index}`,
    createdAt: dayStart + 3_600_000 + index * 60_000,
  }),
);
const ids = ["../../../etc/passwd", "a\nb", "\u202Eid", "i".repeat(10_000), "..", "a/b", "a,b", "__proto__"].map(
  (jobId, index): Partial<EmulatedJob> => ({
    ...{ jobId, createdAt: dayStart + 7_200_000 + index * 60_000, outcome: "Running", endedAt: null },
  }),
);
const poisoned = poison.map(
  (operationXml, index): Partial<EmulatedJob> => ({
    ...{ operationXml, jobId: `poison${index}`, createdAt: dayStart + 10_800_000 + index * 60_000 },
  }),
);

export const readable = [...harmful, ...strange, ...ids];
const jobs = [...readable, ...poisoned].map((parts) => {
  const createdAt = parts.createdAt ?? dayStart;
  return makeJob({ startedAt: createdAt + 1_000, endedAt: createdAt + 2_000, ...parts });
});

const badQueueIds = ["../../x", "..", "a/b", "q".repeat(10_000), "a\\b", "p\u202E", "\u009b31m", "a=b", "a b"];
export const badBuckets = [
  "evil.com/",
  "x@y",
  "evil.com#",
  "..",
  "a/../b",
  "evil.com",
  "UPPER",
  "b".repeat(10_000),
  "b\u009b",
];

export async function openHostileCloud() {
  const hosts = new Set<string>();
  const good = makeQueue({ queueId: "p1", name: nasty[0] ?? "", createdAt: dayStart - 1, jobs });
  const bad = badQueueIds.map((queueId) => makeQueue({ queueId, name: nasty[2] ?? "", createdAt: dayStart - 1 }));
  const buckets = [makeBucket({ queues: [good, ...bad] }), ...badBuckets.map((name) => makeBucket({ name }))];
  const emulator = await startEmulator({
    ...{ world: { buckets }, credentials: [credential], now: () => morning },
    observe: ({ host }) => hosts.add(host),
  });
  onTestFinished(() => emulator.close());
  const folder = await temporaryFolder();
  const config = join(folder, "job-audit.yaml");
  const reports = join(folder, "reports");
  const settings = {
    families: ["pic"],
    tags: { pic: ["PicProcess"] },
    regions: ["ap-chongqing"],
    timeZone: "Asia/Shanghai",
  };
  const report = { store: "directory", path: reports };
  await writeFile(config, JSON.stringify({ ...settings, report, endpoints: { ci: emulator.url } }));
  const env = { TENCENTCLOUD_SECRETID: credential.secretId, TENCENTCLOUD_SECRETKEY: credential.secretKey };
  return {
    hosts,
    folder,
    reports,
    say: (args: readonly string[]) => say([...args, "--config", config], { env, clock: createQuickClock(morning) }),
  };
}

/** The first object of that dataset, as JSON. */
export async function storedDocument(reports: string, dataset: string): Promise<Record<string, unknown>> {
  const folder = join(reports, "v1", dataset);
  const [name = ""] = (await readdir(folder, { recursive: true })).filter((each) => each.endsWith(".json"));
  return JSON.parse(await readFile(join(folder, name), "utf8"));
}
