import { describe, expect, it } from "vitest";
import { jobWhy, type OwnThresholds } from "../../../cli/job-why.ts";
import { jobWhyText, unknownJobText, type WhyFrame } from "../../../cli/render/job-why-text.ts";
import { plainLook } from "../../../cli/render/look.ts";
import { amendmentRow, carriedRow, openJobRow } from "../../../lib/core/rows.ts";
import type { Group } from "../../../lib/core/schema/group.ts";
import type { GroupChange } from "../../../lib/core/schema/regression.ts";
import type { ThresholdRow } from "../../../lib/core/schema/threshold.ts";
import type { ToldRow } from "../../../lib/usecases/report/explain-job.ts";
import { fingerprinting } from "../../fakes/fingerprinting.ts";
import { aJob, aScope, midnight } from "../../fakes/samples.ts";
import { makeFinding } from "../finding.ts";

const hourMs = 3_600_000;
const night = { night: "2026-11-21", asOf: "2026-11-21T18:00:00.000Z" };
const frame: WhyFrame = {
  manifest: { ...night, family: "pic", timeZone: "Asia/Shanghai", status: "complete" },
  queueNames: new Map([[aScope.queueId, "thumbnails"]]),
};
const wide = { ...plainLook, columns: 200 };

const learned: ThresholdRow = {
  schema: "job-audit/threshold/v1",
  ...aScope,
  phase: "wait",
  usedMs: 20 * hourMs,
  source: "learned",
  quantile: 0.999,
  factor: 2,
  floorMs: hourMs / 2,
  minJobs: 1_000,
  quantileMs: 10 * hourMs,
  events: 12_345,
  censored: 1,
  nights: ["2026-11-19", "2026-11-20"],
  reason: "2 times 10h00m, by when 99.9 % of jobs had started",
};
const run: ThresholdRow = {
  ...learned,
  ...{ phase: "run", usedMs: hourMs, source: "configured", quantileMs: null, events: 12, censored: 3 },
  ...{ nights: [], reason: "only 12 of the 1000 durations that it takes" },
};

function textOf(row: ToldRow, thresholds: readonly ThresholdRow[] = [learned, run], own: OwnThresholds | null = null) {
  return jobWhyText(jobWhy(night, { row, thresholds, group: null, change: null }, own), frame, wide);
}

const waits = openJobRow(
  aScope,
  aJob({ id: "j1", createdAt: midnight + 9 * hourMs, state: "Submitted", startedAt: null, endedAt: null }),
);
const runs = { ...waits, state: "Running", startedAt: new Date(midnight + 25 * hourMs).toISOString() };

describe("jobWhyText()", () => {
  it("tells of a job that waits every number behind its threshold", () => {
    expect(textOf(waits)).toBe(`Job j1 of 2026-11-21, pic jobs
  told as     an open job of 2026-11-21
  verdict     none: nothing is wrong with it yet
  state       Submitted
  queue       thumbnails, tag PicProcess, in photos-1250000000
  object      in/a.jpg
  operation   t1, imageMogr2/rotate/90
  created     09:00:00
  age         waited for 17h00m at 2026-11-22 02:00:00, as of when the night is judged

Threshold
  used        20h, learned; the job is not over it
  because     2 times 10h00m, by when 99.9 % of jobs had started
  quantile    0.999: 10h00m (36000000 ms)
  seen        12,345 durations; 1 job that waited still
  from        2 nights: 2026-11-19, 2026-11-20
  rule        2 times the quantile, at least 30m, of 1,000 durations or more
`);
  });

  it("takes the age of a job that runs from its start, or from its creation where none is told", () => {
    const text = textOf(runs);
    expect(text).toContain("started     2026-11-22 01:00:00\n");
    expect(text).toContain("age         ran for 1h00m at");
    expect(text).toContain("used        1h, configured for all queues; the job is not over it\n");
    expect(text).toContain("quantile    0.999: not reached\n");
    expect(text).toContain("seen        12 durations; 3 jobs that ran still\n");
    expect(text).toContain("from        no night\n");
    expect(textOf({ ...runs, startedAt: null })).toContain("age         ran for 17h00m at");
    expect(textOf({ ...runs, startedAt: null })).toContain("the job is over it\n");
  });

  it.each([
    ["floor", "learned, and raised to the floor"],
    ["queue", "set for this queue"],
  ] as const)("says where a threshold is from: %s", (source, words) => {
    expect(textOf(waits, [{ ...learned, source }])).toContain(`used        20h, ${words}; `);
  });

  it("tells what settings say where nothing is learned, if they are those of the night", () => {
    const all = { queuedAfterMs: 2 * hourMs, runningAfterMs: hourMs };
    expect(textOf(waits, [], { all, queue: {} })).toContain(
      "used        2h, configured for all queues; the job is over",
    );
    expect(textOf(waits, [], { all, queue: { queuedAfterMs: 1 } })).toContain("used        2h, set for this queue;");
    expect(textOf(runs, [], { all, queue: { queuedAfterMs: 1 } })).toContain("used        1h, configured");
    expect(textOf(waits, [])).toContain("used        as configured for that night; settings of now may be others\n");
  });

  it.each([
    [{ templateId: "t1", templateName: "watermark-brand", rule: null }, "watermark-brand (t1)"],
    [{ templateId: null, templateName: "watermark-brand", rule: null }, "watermark-brand"],
    [{ templateId: null, templateName: null, rule: "imageMogr2/rotate/90" }, "imageMogr2/rotate/90"],
    [null, "none is told"],
  ])("calls the operation %j as people do", (operation, text) => {
    expect(textOf({ ...waits, operation })).toContain(`  operation   ${text}\n`);
  });

  it("tells of a job that failed what failed, and nothing of thresholds", () => {
    const text = textOf(makeFinding({ olderFingerprints: ["v0:1"], endedAt: "2026-11-21T02:01:00.000Z" }));
    expect(text).toContain(`verdict     failed: failed with ImageTooLarge\n`);
    expect(text).toContain("ended       10:01:00\n");
    expect(text).toContain(`Failure
  code        ImageTooLarge
  message     41321x30291 is too large
  fingerprint v1:0123456789abcdef0123456789abcdef, v0:1
`);
    expect(text).not.toContain("Threshold");
  });

  it("tells which night a carried job is of, and that it could not be seen again", () => {
    const job = aJob({
      id: "j1",
      createdAt: midnight - 9 * hourMs,
      state: "Submitted",
      startedAt: null,
      endedAt: null,
    });
    const verdict = { name: "stuck.queued", reason: "waits for longer than 2h" } as const;
    const text = textOf(carriedRow(aScope, { job, verdict, night: "2026-11-20", seen: false }, fingerprinting));
    expect(text).toContain("Job j1 of 2026-11-20, pic jobs\n  told as     a carried job of 2026-11-21\n");
    expect(text).toContain("state       Submitted, as it was known: it could not be seen again\n");
    expect(text).toContain("created     15:00:00\n");
    expect(text).not.toContain("retried");
    const row = carriedRow(aScope, { job, verdict, night: "2026-11-20" }, fingerprinting);
    expect(textOf({ ...row, retriedBy: { jobId: "j9", endedAt: null } })).toContain(
      "retried     j9 did the same work since\n",
    );
  });

  it("has no age of a job that ended or is gone", () => {
    const was = { state: "Running", startedAt: null };
    const told = { job: aJob({ id: "j1" }), night: "2026-11-20", was, verdict: null, reason: "succeeded" } as const;
    const ended = textOf(amendmentRow(aScope, { ...told, change: "ended" }, fingerprinting));
    expect(ended).toContain("verdict     none: succeeded\n");
    expect(ended).not.toMatch(/^ {2}age|Threshold|Failure/m);
    const gone = {
      ...told,
      job: aJob({ id: "j1", state: "Running" }),
      verdict: "vanished",
      change: "vanished",
    } as const;
    expect(textOf(amendmentRow(aScope, gone, fingerprinting))).not.toMatch(/age {9}|Threshold/);
  });

  it("says of a group how many are in it, and how it was before", () => {
    const row = makeFinding();
    const group: Group = {
      ...{
        ...aScope,
        fingerprint: row.fingerprint,
        schema: "job-audit/group/v1" as const,
        verdict: "failed" as const,
        code: row.code,
      },
      ...{ message: row.message, operation: null, jobs: 3, distinctMessages: 1, overGrouped: true },
      ...{ firstCreatedAt: row.createdAt, lastCreatedAt: row.createdAt, samples: ["j1", "j2"] },
    };
    const change: GroupChange = {
      ...{
        ...aScope,
        schema: "job-audit/regression/v1" as const,
        kind: "group" as const,
        fingerprint: row.fingerprint,
        worse: true,
      },
      ...{
        baselineState: "new" as const,
        baseline: null,
        verdict: "failed" as const,
        code: row.code,
        message: row.message,
      },
      ...{ operation: null, before: null, after: 3, firstSeen: "2026-11-21", lastSeen: "2026-11-21" },
      ...{ knownCode: false, flapping: false, overGrouped: true, samples: [] },
    };
    const told = { row, thresholds: [], group };
    const text = (of: Partial<GroupChange>) =>
      jobWhyText(jobWhy(night, { ...told, change: { ...change, samples: [], ...of } }, null), frame, wide);
    expect(text({})).toContain("group       3 jobs of this kind in the scope, maybe of several kinds: j1, j2\n");
    expect(text({})).toContain("is it new   new; there is no night to compare with; first seen in 2026-11-21\n");
    expect(text({ baseline: "2026-11-20", before: 1_234 })).toContain("new; 1,234 in 2026-11-20;");
    expect(text({ baseline: "2026-11-20" })).toContain("new; not known in 2026-11-20;");
  });
});

describe("unknownJobText()", () => {
  it("cuts an id that is none", () => {
    expect(unknownJobText(frame.manifest, "j".repeat(200), wide)).toContain(`job ${"j".repeat(80)}: it ended well`);
  });
});
