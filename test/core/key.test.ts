import { describe, expect, it } from "vitest";
import {
  checkpointKey,
  commitKey,
  diffCommitKey,
  diffKey,
  diffManifestKey,
  discoveryKey,
  isKeySegment,
  manifestKey,
  nightPartKey,
  probeKey,
  rawAnswerKey,
  regressionPartKey,
  scopePartKey,
  spoolKey,
  summaryKey,
} from "../../lib/core/key.ts";
import { aScope } from "../fakes/samples.ts";

const night = { family: "pic", date: "2026-11-21" } as const;
const sha256 = "ab".repeat(32);

describe("keys of what is kept", () => {
  it("begin with the dataset and hold hive partitions", () => {
    const place = "region=ap-chongqing/bucket=photos-1250000000/queue=pqueue1/tag=PicProcess";
    expect(scopePartKey("findings", night, aScope)({ index: 0, sha256 })).toBe(
      `v1/findings/family=pic/date=2026-11-21/${place}/part-00000-${sha256}.jsonl.gz`,
    );
    expect(scopePartKey("open", night, aScope)({ index: 12, sha256 })).toBe(
      `v1/open/family=pic/date=2026-11-21/${place}/part-00012-${sha256}.jsonl.gz`,
    );
    expect(nightPartKey("ledgers", night)({ index: 1, sha256 })).toBe(
      `v1/ledgers/family=pic/date=2026-11-21/part-00001-${sha256}.jsonl.gz`,
    );
  });

  it("name a document by its content and a commit by its revision", () => {
    expect(summaryKey(night, sha256)).toBe(`v1/summaries/family=pic/date=2026-11-21/summary-${sha256}.json`);
    expect(manifestKey(night, sha256)).toBe(`v1/manifests/family=pic/date=2026-11-21/manifest-${sha256}.json`);
    expect(commitKey(night, 1)).toBe("v1/commits/family=pic/date=2026-11-21/r0001.json");
    expect(commitKey(night, 12)).toBe("v1/commits/family=pic/date=2026-11-21/r0012.json");
    expect(probeKey("pic", 12)).toBe("v1/probes/family=pic/r0012.json");
  });

  it("name what a night's diff comes to beside what it found", () => {
    expect(regressionPartKey(night)({ index: 3, sha256 })).toBe(
      `v1/diffs/family=pic/date=2026-11-21/regressions-00003-${sha256}.jsonl.gz`,
    );
    expect(diffKey(night, sha256)).toBe(`v1/diffs/family=pic/date=2026-11-21/diff-${sha256}.json`);
    expect(diffManifestKey(night, sha256)).toBe(`v1/manifests/family=pic/date=2026-11-21/diff-manifest-${sha256}.json`);
    expect(diffCommitKey(night, 2)).toBe("v1/commits/family=pic/date=2026-11-21/diff-r0002.json");
  });

  it("keep what is needed on the way apart, by run", () => {
    expect(spoolKey("run1", sha256)).toBe(`v1/work/run=run1/spool/${sha256}.jsonl.gz`);
    expect(rawAnswerKey("run1", sha256)).toBe(`v1/work/run=run1/raw/${sha256}.bin`);
    expect(discoveryKey("run1", 1)).toBe("v1/work/run=run1/discovery-0001.json.gz");
    expect(checkpointKey("run1", 1, 7)).toBe("v1/work/run=run1/progress/0001-0007.jsonl.gz");
  });
});

describe("isKeySegment()", () => {
  it.each(["photos-1250000000", "p1", "..a", "pq_1.x", "0", "a".repeat(128)])("takes %s", (name) => {
    expect(isKeySegment(name)).toBe(true);
  });

  it.each(["", ".", "..", "-", "a/b", "a b", "a=b", "a%2Fb", "图", "a\n", "../a", "a".repeat(129)])(
    "refuses %j",
    (name) => {
      expect(isKeySegment(name)).toBe(false);
    },
  );
});
