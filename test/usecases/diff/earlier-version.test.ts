import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { NightName } from "../../../lib/core/key.ts";
import { diffNight, historyNights } from "../../../lib/usecases/diff/diff-night.ts";
import { readCommittedDiff, readRegressions, readSignals, readTests } from "../../../lib/usecases/diff/read-diff.ts";
import { readIncidents } from "../../../lib/usecases/notify/read-incidents.ts";
import { openSmallCloud } from "../../cli/small-cloud.ts";
import { commitScopes } from "../../fakes/committed-night.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { producer } from "./diff-fixture.ts";

const signal = new AbortController().signal;
const name: NightName = { family: "pic", date: "2026-11-20" };

/** Two nights and their diffs as version 0.1.0 wrote them, by key, in base64. */
const stored: { readonly [key: string]: string } = JSON.parse(
  await readFile(new URL("earlier-report.json", import.meta.url), "utf8"),
);

let store: MemoryStore;

beforeEach(() => {
  store = memoryStore();
  for (const [key, bytes] of Object.entries(stored)) store.objects.set(key, Buffer.from(bytes, "base64"));
});

async function all<Row>(rows: AsyncIterable<Row>): Promise<readonly Row[]> {
  const list: Row[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

const diffAgain = (date: string) =>
  diffNight({ store, output: store, producer }, { name: { ...name, date }, historyNights, baseline: null }, signal);

describe("a diff that version 0.1.0 committed", () => {
  it("is read, as one that judged no rates and signals nothing", async () => {
    const read = await readCommittedDiff(store, name, signal);
    expect(read?.manifest).toMatchObject({
      series: [],
      alwaysAlert: [],
      tuning: null,
      worse: read?.diff.headline.worse,
    });
    expect(read?.manifest.history.map(({ night }) => night)).toEqual(["2026-11-19"]);
    expect(read?.diff.headline).toMatchObject({ rates: null, carried: { retried: 0 } });
    expect(read?.diff.headline.worse).toBeGreaterThan(0);
    if (read === null) throw new Error("there is a diff");
    expect((await all(readRegressions(store, read.manifest, signal))).length).toBeGreaterThan(0);
    expect(await all(readTests(store, read.manifest, signal))).toEqual([]);
    expect(await readSignals(store, read.manifest, signal)).toBeNull();
    expect((await readIncidents(store, { name, repeatNights: 7 }, signal))?.incidents.incidents).toEqual([]);
  });

  it("stays: comparing again makes no revision, though there is a series now", async () => {
    const objects = new Map(store.objects);
    expect(await diffAgain(name.date)).toMatchObject({ already: true, commit: { revision: 1 } });
    expect(store.objects).toEqual(objects);
  });

  it("gives way where the night was repaired since", async () => {
    await commitScopes(store, "2026-11-20", { q: { failed: { Usual: 2 }, succeeded: 8 } }, { change: { revision: 2 } });
    expect(await diffAgain(name.date)).toMatchObject({ already: false, commit: { revision: 2 } });
  });

  it("is of a night that the next one is compared with", async () => {
    await commitScopes(store, "2026-11-21", { q: { failed: { Usual: 2 }, succeeded: 8 } });
    const next = await diffAgain("2026-11-21");
    expect(next?.manifest.history.map(({ night }) => night)).toEqual(["2026-11-20", "2026-11-19"]);
    expect(next?.manifest.series.map(({ night }) => night)).toEqual(["2026-11-20", "2026-11-19"]);
    expect(next?.diff.leftOut).toEqual([]);
  });

  it("is shown by job-audit diff", async () => {
    const cloud = await openSmallCloud();
    const reports = join(cloud.folder, "reports");
    await cloud.configure((text) =>
      text.replace(/report:[\s\S]*endpoints:/, `report: { store: directory, path: ${reports} }\nendpoints:`),
    );
    for (const [key, bytes] of Object.entries(stored)) {
      await mkdir(dirname(join(reports, key)), { recursive: true });
      await writeFile(join(reports, key), Buffer.from(bytes, "base64"));
    }
    const said = await cloud.say(["diff", "--date", "2026-11-20"]);
    expect(said.err).toBe("");
    expect(said.out).toContain("2026-11-20");
    expect(said.out).toContain("diff-r0001.json");
  });
});
