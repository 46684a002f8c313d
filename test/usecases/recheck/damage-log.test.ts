import { describe, expect, it } from "vitest";
import { NetworkError } from "../../../lib/core/errors.ts";
import type { OpenJob } from "../../../lib/core/schema/finding.ts";
import { createDamageLog, type DamageLog } from "../../../lib/usecases/recheck/damage-log.ts";
import type { CommittedNight } from "../../../lib/usecases/report/read-commit.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { commitRows, never, openRow } from "./a-committed-night.ts";

const open = [[openRow("a", 1)], [openRow("b", 2)], [openRow("c", 3)]];

async function idsOf(log: DamageLog, { manifest }: CommittedNight): Promise<string> {
  const ids: string[] = [];
  const rows = { manifest, dataset: "open", schema: "job-audit/open-job/v1" } as const;
  for await (const { jobId } of log.read<OpenJob>(rows, never)) ids.push(jobId);
  return ids.join("");
}

async function damagedNight(store: MemoryStore = memoryStore()) {
  const night = await commitRows(store, "2026-11-21", { open });
  const key = night.manifest.files[1]?.key ?? "";
  store.objects.delete(key);
  return { store, night, key };
}

describe("createDamageLog()", () => {
  it("reads on behind a file that is missing, and tells of it once", async () => {
    const { store, night, key } = await damagedNight();
    const log = createDamageLog(store, ["ap-x", "ap-y"]);
    expect([await idsOf(log, night), await idsOf(log, night)]).toEqual(["ac", "ac"]);
    const detail =
      `the report of 2026-11-21 is damaged: Cannot read the report: ${key} is missing; ` +
      "the open jobs in it are not seen again";
    const [from, to] = [Date.parse(night.manifest.span.from), Date.parse(night.manifest.span.to)];
    const place = { bucket: null, queueId: null, tag: null, from, to };
    const what = { cause: "report-damaged", detail, requestId: null, evidence: null };
    expect(log.holes()).toEqual([
      { region: "ap-x", ...place, ...what },
      { region: "ap-y", ...place, ...what },
    ]);
  });

  it("reads on behind a file that was changed", async () => {
    const { store, night, key } = await damagedNight();
    store.objects.set(key, Buffer.from("other"));
    const log = createDamageLog(store, ["ap-x"]);
    expect(await idsOf(log, night)).toBe("ac");
    expect(log.holes()).toMatchObject([{ detail: expect.stringContaining(`${key} was changed`) }]);
  });

  it("tells of the regions that the night read", async () => {
    const { store, night } = await damagedNight();
    const scope = { bucket: "b", queueId: "q", tag: "t", origin: "discovered", complete: true } as const;
    const scopes = ["ap-a", "ap-b", "ap-a"].map((region) => ({ ...scope, region }));
    const log = createDamageLog(store, ["ap-x"]);
    await idsOf(log, { ...night, manifest: { ...night.manifest, scopes } });
    expect(log.holes().map(({ region }) => region)).toEqual(["ap-a", "ap-b"]);
  });

  it("throws what is no damage", async () => {
    const reset = new NetworkError("reset");
    const { store, night } = await damagedNight(memoryStore(({ name }) => (name === "get" ? reset : null)));
    await expect(idsOf(createDamageLog(store, []), night)).rejects.toBe(reset);
  });
});
