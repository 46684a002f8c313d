import { describe, expect, it } from "vitest";
import { plainLook } from "../../../cli/render/look.ts";
import { textWidth } from "../../../cli/render/text-width.ts";
import type { Regression } from "../../../lib/core/schema/regression.ts";
import {
  carriedCounts,
  carriedLine,
  coverageLine,
  durationLine,
  groupCounts,
  groupLine,
  inputLine,
  makeDiff,
  queueLine,
  rateLine,
} from "../changes.ts";
import { all, textOf } from "./text-of-diff.ts";

const newGroup = groupLine({
  baselineState: "new",
  worse: true,
  code: "TemplateNotExist",
  message: "模板 旧版水印 不存在或已被删除",
  fingerprint: "v1:fedcba9876543210fedcba9876543210",
  before: 0,
  after: 112,
  firstSeen: "2026-11-20",
});
const paused = queueLine({ worse: true, queueId: "p2", name: "archive" });
const callback = queueLine({
  change: "callback-off",
  worse: true,
  before: "On, https://hooks.example.com/ci, event TaskFinish,WorkflowFinish, type Url, format JSON",
  after: "Off, no URL",
});
const stillOpen = carriedLine({ outcome: "still-open", verdict: "stuck.running", jobs: 3 });
const failed = carriedLine({ worse: true, nights: ["2026-11-18", "2026-11-19"] });

describe("diffText", () => {
  it("tells a bad night: in a sentence, the worst first, then by kind", async () => {
    const lines = [
      paused,
      callback,
      groupLine(),
      groupLine({ baselineState: "unchanged", after: 120 }),
      newGroup,
      failed,
      stillOpen,
      inputLine(),
      inputLine({ outcome: "recovered", code: "" }),
      rateLine({ operation: "imageMogr2/thumbnail" }),
      rateLine(),
      durationLine(),
      durationLine({ phase: "wait", after: durationLine().before }),
    ];
    const diff = makeDiff(
      { worst: [newGroup, failed, paused, callback] },
      {
        worse: 4,
        groups: groupCounts({ new: 1, updated: 1, unchanged: 1 }),
        carried: carriedCounts({ "still-open": 3, failed: 18 }),
        inputs: { failedAgain: 1, recovered: 1 },
        queues: 2,
      },
    );
    expect(await textOf(diff, lines)).toBe(`What changed in the night of 2026-11-20 since 2026-11-19, pic jobs
  4 things got worse since 2026-11-19: 1 new group of findings, 18 open jobs of
  earlier nights failed, 1 queue was paused, 1 callback was switched off.
  Of the jobs that ended in what can be compared, 214 of 6,812 (3.1 %) failed,
  before 180 of 6,790 (2.7 %).

The worst first
   1. thumbnails / PicProcess: new: 112 jobs failed with TemplateNotExist
   2. thumbnails / PicProcess: 18 jobs of 2026-11-18, 2026-11-19: failed
   3. archive: was paused
   4. thumbnails: its callback was switched off

Groups of findings: 1 new, 1 updated, 1 unchanged
   state    kind              queue       before  after  seen
!  new      TemplateNotExist  thumbnails       0    112  11-20
      v1:fedcba9876  PicProcess: 模板 旧版水印 不存在或已被删除
   updated  ImageTooLarge     thumbnails     120  1,204  11-14 to 11-20
      v1:0123456789  PicProcess: 图片尺寸超出限制：41321x30291

Open jobs of earlier nights: 3 still-open, 18 failed
   jobs  became      verdict        queue       tag         of the nights
!    18  failed      failed         thumbnails  PicProcess  2026-11-18 to 11-19
      3  still-open  stuck.running  thumbnails  PicProcess  2026-11-19

Inputs that had failed: 1 failed again, 1 recovered
   became        code           queue       object
   failed-again  ImageTooLarge  thumbnails  photos/a.jpg
   recovered     -              thumbnails  photos/a.jpg

Queues: 2 changes
   change        queue       before                                  after
!  callback-off  thumbnails  On, https://hooks.example.com/ci, eve…  Off, no URL
!  paused        archive     Active                                  Paused

Failure rates that changed most
   queue       operation                    failed before                 after
   thumbnails  imageMogr2/thumbnail  180 of 6,790 (2.7 %)  214 of 6,812 (3.1 %)
   thumbnails  all PicProcess        180 of 6,790 (2.7 %)  214 of 6,812 (3.1 %)

Durations that changed most
   queue       tag              p50            p90          p99
   thumbnails  PicProcess  run  12.3s → 12.3s  40s → 1m20s  4m10s → 2h05m

Diff:    cos://audit/d
All:     ${all}
`);
  });

  it("says of a good night that nothing got worse, and no more than that", async () => {
    const before = { failed: { before: 0, after: 0 }, ended: { before: 0, after: 0 } };
    expect(
      await textOf(makeDiff({}, before), []),
    ).toBe(`What changed in the night of 2026-11-20 since 2026-11-19, pic jobs
  Nothing got worse since 2026-11-19.

Diff:    cos://audit/d
All:     ${all}
`);
  });

  it("calls nothing good that it knows nothing of", async () => {
    const scopes = { complete: 2, incomplete: 1, gone: 1, notAudited: 1, withoutBaseline: 2 };
    const lost = coverageLine();
    const unknown = groupLine({ baselineState: "unknown", after: null });
    const diff = makeDiff({ status: "incomplete" }, { scopes, groups: groupCounts({ unknown: 1 }) });
    const text = await textOf(diff, [lost, coverageLine({ before: "complete", after: "complete" }), unknown]);
    expect(text).toContain(`
  INCOMPLETE: the night has holes in 1 scope; what could not be read is unknown,
  not fixed.
  Nothing got worse since 2026-11-19, as far as could be read.
`);
    expect(text).toMatch(/^ +unknown +ImageTooLarge +thumbnails +120 +\? +11-14 to 11-20$/m);
    expect(text).toContain(`
Coverage: 2 scopes complete, 1 scope incomplete, 1 scope of queues that are
gone, 1 scope not audited, 2 scopes without an earlier night to compare with
   bucket             queue       tag         before    after       holes
   photos-1250000000  thumbnails  PicProcess  complete  incomplete      2
`);
  });

  it("says that there was nothing to compare with, and with which nights where there are several", async () => {
    const first = makeDiff(
      { baselines: [] },
      {
        groups: groupCounts({ new: 1 }),
        scopes: { complete: 3, incomplete: 0, gone: 0, notAudited: 0, withoutBaseline: 3 },
      },
    );
    const text = await textOf(first, [groupLine({ baselineState: "new", before: null, baseline: null })]);
    expect(text).not.toContain("Groups of findings");
    expect(text).toContain("\n  Nothing to compare with: no earlier night of these scopes is complete.\n");
    expect(text).toContain("\nCoverage: 3 scopes complete, 3 scopes without an earlier night to compare with\n");
    expect(text).toMatch(/^What changed in the night of 2026-11-20, pic jobs\n/);
    const baselines = [
      { night: "2026-11-19", scopes: 1 },
      { night: "2026-11-18", scopes: 4 },
    ];
    expect(await textOf(makeDiff({ baselines }), [])).toContain(
      "  Nothing got worse since 2026-11-18 (1 scope: since another night).\n",
    );
    const worst = makeDiff({ baselines: [], status: "incomplete" }, { worse: 1 });
    expect(await textOf(worst, [{ ...rateLine(), worse: true }])).toContain(
      "  INCOMPLETE: the night has holes; what could not be read is unknown, not fixed.\n  1 thing got worse: 1 other change.\n",
    );
  });

  it("says of recoveries that it does not know them where nobody looked", async () => {
    const diff = makeDiff({}, { inputs: { failedAgain: 1, recovered: null } });
    const text = await textOf(diff, [inputLine({ code: "", input: null })]);
    expect(text).toContain("\nInputs that had failed: 1 failed again, recoveries not looked for\n");
    expect(text).toMatch(/^ +failed-again +- +thumbnails +-$/m);
  });

  it("shows the first of many, and all of them when asked", async () => {
    const lines = Array.from({ length: 25 }, (_, at) => groupLine({ worse: true, after: at, code: `Code${at}` }));
    const diff = makeDiff(
      { worst: lines.slice(0, 20) },
      { worse: 25, groups: groupCounts({ updated: 25, unchanged: 1 }) },
    );
    const unchanged = groupLine({ baselineState: "unchanged", code: "SameAsEver" });
    const few = await textOf(diff, [...lines, unchanged]);
    expect(few).toContain(
      `  10. thumbnails / PicProcess: 9 jobs failed with Code9, 120 before\n      and 15 more, in the tables below\n`,
    );
    expect(few).toContain("\n  … and 15 more\n");
    expect(few).toMatch(/\nAll: {5}job-audit diff --date 2026-11-20 --all\n$/);
    expect(few).not.toContain("SameAsEver");
    const whole = await textOf(diff, [...lines, unchanged], { all: null });
    expect(whole).toContain("      and 5 more, in the tables below\n");
    expect(whole).toMatch(/^ +unchanged +SameAsEver/m);
    expect(whole).not.toContain("…");
  });

  it("fits 80 columns and shows no control character, whatever the service says", async () => {
    const odd = "源\u001b[31m\u202e文件".repeat(20);
    const lines: Regression[] = [
      groupLine({ worse: true, code: odd, message: odd, queueId: odd }),
      carriedLine({ queueId: odd }),
      inputLine({ code: odd, input: { bucket: null, region: null, object: odd } }),
      queueLine({ name: odd, before: odd, after: odd }),
      rateLine({ operation: odd }),
      durationLine({ tag: odd, queueId: odd }),
      coverageLine({ bucket: odd, tag: odd }),
    ];
    const headline = { worse: 1, groups: groupCounts({ updated: 1 }), carried: carriedCounts({ failed: 1 }) };
    const inputs = { failedAgain: 1, recovered: 0 };
    const text = await textOf(makeDiff({ worst: lines.slice(0, 1) }, { ...headline, inputs }), lines);
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(text.split("\n").filter((line) => textWidth(line) > 80)).toEqual([]);
  });

  it("marks with colours what got worse", async () => {
    const mark = (name: string) => (text: string) => `<${name}>${text}</${name}>`;
    const colours = { good: mark("good"), bad: mark("bad"), strong: mark("strong"), faint: mark("faint") };
    const look = { ...plainLook, colours };
    const bad = await textOf(makeDiff({ worst: [paused] }, { worse: 1, queues: 1 }), [paused], { look });
    expect(bad).toContain("<bad>  1 thing got worse since 2026-11-19: 1 queue was paused.</bad>");
    expect(bad).toContain("<bad>!  paused  archive  Active  Paused</bad>");
    const good = await textOf(makeDiff(), [], { look });
    expect(good).toContain("<good>  Nothing got worse since 2026-11-19.</good>");
  });
});
