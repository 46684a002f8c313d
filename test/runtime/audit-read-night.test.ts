/** What the shard function does behind the last of its shards. */

import { describe, expect, it } from "vitest";
import type { TencentRequest } from "../../lib/adapters/tencent/request.ts";
import { readCommittedDiff } from "../../lib/usecases/diff/read-diff.ts";
import { readCommittedNight } from "../../lib/usecases/report/read-commit.ts";
import { night } from "../functions/function-cloud.ts";
import { killedBehind, openSpreadCloud, type SpreadCloudOptions, transportTo } from "./spread-cloud.ts";

const { signal } = new AbortController();
const before = "2026-11-19";
const diffElsewhere = { AUDIT_FUNCTIONS_DIFF_FUNCTION: "diff", AUDIT_FUNCTIONS_DIFF_REGION: "ap-x" };

/** All but the last shard are read. */
async function openLast(options: SpreadCloudOptions = {}) {
  const spread = await openSpreadCloud(options);
  const [first, second, last = ""] = spread.shards;
  for (const key of [first, second]) expect(await spread.shard(key)).toMatchObject({ ended: "read" });
  const { store } = spread.cloud.app;
  const revisionOf = async (date: string) =>
    (await readCommittedNight(store, { family: "pic", date }, signal))?.commit.revision;
  const diffOf = async (date: string) =>
    (await readCommittedDiff(store, { family: "pic", date }, signal))?.commit.revision;
  return { ...spread, first, last, revisionOf, diffOf };
}

function isCommit({ method, path }: TencentRequest): boolean {
  return method === "PUT" && path.endsWith(`date=${night}/r0001.json`) && path.includes("/commits/");
}

/** Jobs of the last hours of the night before. */
function isLateBefore({ path, query }: TencentRequest): boolean {
  return /jobs/.test(path) && JSON.stringify(query).includes("2026-11-19T22");
}

describe("auditReadNight()", () => {
  it("repairs an earlier night behind the newest, and tells the heartbeat once", async () => {
    const { shard, last, revisionOf, pings, status } = await openLast({ failBefore: isLateBefore });
    expect(await shard(last)).toMatchObject({
      status: "done",
      ended: "complete",
      audits: [
        { nights: [{ date: night, already: false }], repairs: [] },
        { nights: [{ date: night, already: true }], repairs: [{ date: before, revision: 2, left: 0 }] },
      ],
      heartbeat: { signal: "success", problems: [] },
    });
    expect(await revisionOf(before)).toBe(2);
    expect(pings()).toEqual(["start", "success"]);
    expect(status()).toBe("up");
  });

  it("does so also where the diff of its own night fails", async () => {
    const { shard, last, revisionOf, pings } = await openLast({ failBefore: isLateBefore, env: diffElsewhere });
    const done = await shard(last);
    expect(done).toMatchObject({ status: "failed", audits: [{ failures: [{ date: night, step: "diff" }] }, {}] });
    expect(await revisionOf(before)).toBe(2);
    expect(pings()).toEqual(["start", "success"]);
  });

  it("keeps what it did where it cannot go on, and does that when it is tried again", async () => {
    const { cloud, shard, last, revisionOf, pings } = await openLast({ failBefore: isLateBefore });
    const send = transportTo(cloud);
    let isCommitted = false;
    const transport: typeof send = async (request, stop) => {
      if (isCommitted && request.path.includes("/probes/"))
        return { status: 403, headers: {}, body: Buffer.alloc(0), requestId: null };
      isCommitted ||= isCommit(request);
      return send(request, stop);
    };
    expect(await shard(last, { transport })).toMatchObject({
      status: "failed",
      audits: [{ nights: [{ already: false }] }],
      heartbeat: { signal: "success" },
    });
    expect(await revisionOf(before)).toBe(1);
    expect(await shard(last)).toMatchObject({ status: "done", audits: [{}, { repairs: [{ revision: 2 }] }] });
    expect([await revisionOf(before), pings()]).toEqual([2, ["start", "success"]]);
  });

  it("makes what a shard left undone that was killed behind its commit, once", async () => {
    const { cloud, shard, first, last, diffOf, pings, status } = await openLast();
    const { transport, dead } = killedBehind(cloud, isCommit);
    void shard(last, { transport });
    await dead;
    expect([await diffOf(night), pings()]).toEqual([undefined, []]);
    // Not the one that was to commit.
    expect(await shard(first)).toMatchObject({ ended: "committed", audits: [] });
    expect(await shard(last)).toMatchObject({
      ended: "again",
      audits: [{ nights: [{ already: true }], diffs: [{ diff: "made" }] }, { diffs: [] }],
      heartbeat: { signal: "success" },
    });
    expect([await diffOf(night), pings()]).toEqual([1, ["start", "success"]]);
    const again = await shard(last);
    expect(again).toMatchObject({ ended: "again", audits: [{ diffs: [] }, { diffs: [] }] });
    expect(again).not.toHaveProperty("heartbeat");
    expect([pings(), status()]).toEqual([["start", "success"], "up"]);
  });

  it("commits once, compares once and tells once where the last shard runs twice side by side", async () => {
    const { cloud, shard, last, revisionOf, diffOf, pings } = await openLast();
    const { clock } = cloud.surroundings;
    const late = { ...clock, now: () => clock.now() + 1_000 };
    const runs = await Promise.all([shard(last), shard(last, { clock: late })]);
    expect(runs.map(({ status }) => status)).toEqual(["done", "done"]);
    const commits = runs.flatMap((run) => ("audits" in run ? (run.audits[0]?.nights ?? []) : []));
    expect(commits.map(({ already }) => already).sort()).toEqual([false, true]);
    expect([await revisionOf(night), await diffOf(night), pings()]).toEqual([1, 1, ["start", "success"]]);
  });
});
