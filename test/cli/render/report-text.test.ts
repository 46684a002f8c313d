import { describe, expect, it } from "vitest";
import type { Kind } from "../../../cli/overview.ts";
import { plainLook } from "../../../cli/render/look.ts";
import { reportText } from "../../../cli/render/report-text.ts";
import { makeHole, makeResult } from "../manifest.ts";

const location = "cos://audit-1250000000/audits";

const kind = (parts: Partial<Kind> = {}): Kind => ({
  verdict: "failed",
  fingerprint: "v1:0123456789abcdef0123456789abcdef",
  code: "ImageTooLarge",
  sample: "图片尺寸超出限制：41321x30291，最大 30000x30000",
  count: 1204,
  queues: ["thumbnails"],
  ...parts,
});

const quiet = { kinds: [], groups: 0, findings: 0 };

const counts = {
  jobs: 2_000_000,
  byState: { Failed: 1204, Running: 3, Success: 1_998_793 },
  byVerdict: { "stuck.running": 3, failed: 1204 },
};

describe("reportText", () => {
  it("does not call a night read in which there was nothing to read", () => {
    const result = makeResult({ scopes: [] });
    const text = reportText({ result, ...quiet, location, config: "job-audit.yaml" });
    expect(text).toContain("\n  nothing to read: no queue was found; check regions and buckets in the settings\n");
  });

  it("tells a complete night: status, counts, groups with a sample, and where the report lies", () => {
    const stuck = kind({
      verdict: "stuck.running",
      code: "",
      count: 3,
      sample: "runs for longer than 1h",
      queues: ["thumbs", "产品图"],
    });
    const result = makeResult(counts);
    const text = reportText({
      result,
      kinds: [kind(), stuck],
      groups: 5,
      findings: 1207,
      location,
      config: "job-audit.yaml",
    });
    expect(text).toBe(`Night of 2026-11-20, pic jobs
  complete: every job of the night was read
  judged as of 2026-11-21 02:00:00 Asia/Shanghai

  state         jobs     verdict        findings
  Success  1,998,793     failed            1,204
  Failed       1,204     stuck.running         3
  Running          3     all               1,207
  all      2,000,000

2 kinds of findings in 5 groups
  count  verdict        code           queue           fingerprint
  1,204  failed         ImageTooLarge  thumbnails      v1:0123456789
         图片尺寸超出限制：41321x30291，最大 30000x30000
      3  stuck.running  -              thumbs, 产品图  v1:0123456789
         runs for longer than 1h

Report:
  cos://audit-1250000000/audits/v1/commits/family=pic/date=2026-11-20/r0001.json
Look in:
  job-audit show --date 2026-11-20
  job-audit show --date 2026-11-20 --group v1:0123456789
Changes:
  job-audit diff --date 2026-11-20
`);
  });

  it("puts holes first, with place, local time, cause and what was seen", () => {
    const whole = { from: "2026-11-19T16:00:00.000Z", to: "2026-11-20T16:00:00.000Z" };
    const denied = { queueId: null, tag: null, cause: "access-denied", detail: "403\u001b[31m" } as const;
    const holes = [makeHole({ ...whole, ...denied }), makeHole(), makeHole({ from: "2026-11-19T15:59:59.000Z" })];
    const result = makeResult({ status: "incomplete", holes });
    const text = reportText({ result, ...quiet, location, config: "my audit.yaml" });
    expect(text).toContain(`
  INCOMPLETE: 3 holes; the counts are of what could be read
  judged as of 2026-11-21 02:00:00 Asia/Shanghai

Holes
  ap-chongqing / photos-1250000000, the whole night, access-denied
    403\\u{1b}[31m
  ap-chongqing / photos-1250000000 / p1 / PicProcess, 10:00:00 to 10:00:01,
    undecodable
    Cannot read the answer: it is <html>, not <Response>.
  ap-chongqing / photos-1250000000 / p1 / PicProcess, 2026-11-19 23:59:59 to
    10:00:01, undecodable
    Cannot read the answer: it is <html>, not <Response>.
  Access was denied: give this account the permission
  ci:DescribePicProcessQueues for photos-1250000000 (docs/functions.md,
  Permissions).

  state  jobs`);
    expect(text).toMatch(
      /Look in:\n {2}job-audit show --date 2026-11-20 --config 'my audit.yaml'\nChanges:\n {2}job-audit diff --date 2026-11-20 --config 'my audit.yaml'\n$/,
    );
  });

  it("shows ten holes and ten kinds of findings, and says how to see the others", () => {
    const holes = Array.from({ length: 1012 }, () => makeHole());
    const kinds = Array.from({ length: 12 }, (_, at) => kind({ count: 12 - at, sample: `sample ${at}` }));
    const result = makeResult({ status: "incomplete", holes });
    const request = {
      result,
      kinds,
      groups: 31,
      findings: 78,
      location,
      config: "job-audit.yaml",
      program: "npx job-audit",
    };
    const text = reportText(request);
    expect(text.match(/undecodable/g)).toHaveLength(10);
    expect(text).toContain("  … and 1,002 more; all of them:\n    npx job-audit run --date 2026-11-20 --json\n");
    expect(text).toContain("12 kinds of findings in 31 groups, the largest 10\n");
    expect(text).toContain("sample 9\n");
    expect(text).not.toContain("sample 10");
  });

  it("tells in a line each how many jobs of earlier nights hang still, and how many changed", () => {
    const file = { key: "k", bytes: 1, sha256: "", uncompressedBytes: 1, uncompressedSha256: "" };
    const files = [
      { ...file, dataset: "carried" as const, rows: 1200 },
      { ...file, dataset: "carried" as const, rows: 34 },
      { ...file, dataset: "amendments" as const, rows: 1 },
      { ...file, dataset: "findings" as const, rows: 7 },
    ];
    const request = { ...quiet, location, config: "x.yaml" };
    expect(reportText({ ...request, result: makeResult({ files }) })).toContain(`
Open jobs of earlier nights
  1,234 jobs still stuck or held, or in an unknown state (show --what carried)
  1 job changed since (show --what amendments)

Report:`);
    expect(reportText({ ...request, result: makeResult() })).not.toContain("earlier nights");
  });

  it("tells notes and what settings exclude", () => {
    const place = { region: "ap-chongqing", bucket: "photos-1250000000", queueId: "p1", tag: "ImageInspect" };
    const everywhere = {
      region: "*",
      bucket: "*",
      queueId: "*",
      tag: "*",
      note: "recoveries are told for some inputs",
    };
    const result = makeResult({
      notes: [{ ...place, note: "the service does not know this tag here" }, everywhere],
      excluded: [
        { bucket: "old-1250000000", queueId: null, reason: "moved away" },
        { bucket: "photos-1250000000", queueId: "p9", reason: "a test" },
      ],
    });
    expect(reportText({ result, ...quiet, location, config: "x.yaml" })).toContain(`
Notes
  ap-chongqing / photos-1250000000 / p1 / ImageInspect: the service does not
    know this tag here
  recoveries are told for some inputs
  old-1250000000: excluded by settings, moved away
  photos-1250000000 / p9: excluded by settings, a test

Report:`);
  });

  it("says so when the night was committed before", () => {
    const text = reportText({ result: makeResult({}, true), ...quiet, location, config: "x.yaml" });
    expect(text).toContain("\n  committed before, as revision 1: this is that report\n");
  });

  it("marks with colours what is good, what is bad, and where a part begins", () => {
    const mark = (name: string) => (text: string) => `<${name}>${text}</${name}>`;
    const colours = { good: mark("good"), bad: mark("bad"), strong: mark("strong"), faint: mark("faint") };
    const look = { ...plainLook, colours };
    const request = { kinds: [kind()], groups: 1, findings: 1, location, config: "x.yaml", look };
    expect(reportText({ ...request, result: makeResult() })).toContain(
      "  <good>complete: every job of the night was read</good>",
    );
    const incomplete = makeResult({ status: "incomplete", holes: [makeHole()] });
    const text = reportText({ ...request, result: incomplete });
    expect(text).toContain("  <bad>INCOMPLETE: 1 hole; the counts are of what could be read</bad>");
    expect(text).toContain("<strong>Night of 2026-11-20, pic jobs</strong>");
  });
});
