import { describe, expect, it } from "vitest";
import type { Silence } from "../../../lib/core/alerts/silence.ts";
import { isLapsed, silenceOf } from "../../../lib/core/alerts/silence-of.ts";
import { openIncident } from "../../../lib/core/incidents/progress.ts";
import type { Regression } from "../../../lib/core/schema/regression.ts";
import { aCoverage, aGroup, aSpike } from "../../fakes/diff-lines.ts";
import { aScope } from "../../fakes/samples.ts";

const night = "2026-11-21";

function aSilence(match: Silence["match"], until = night): Silence {
  return { match, reason: "known since the move", owner: "wei", until };
}

function incident(evidence: Regression = aGroup()) {
  const { family: _, ...place } = aScope;
  return openIncident("pic", night, {
    rule: "group.new",
    ...place,
    operation: null,
    fingerprint: "v1:aa",
    severity: "info",
    evidence,
  });
}

describe("silenceOf()", () => {
  it.each<[Silence["match"], boolean]>([
    [{ rule: "group.new" }, true],
    [{ rule: "rate.spike" }, false],
    [{ bucket: aScope.bucket, queueId: aScope.queueId, tag: aScope.tag, fingerprint: "v1:aa" }, true],
    [{ bucket: aScope.bucket, queueId: "p2" }, false],
    [{ code: "ImageTooLarge" }, true],
    [{ code: "Other" }, false],
    [{ code: undefined }, false],
    [{}, false],
  ])("with %j silences: %s", (match, isSilenced) => {
    expect(silenceOf(incident(), [aSilence(match)], night) !== null).toBe(isSilenced);
  });

  it("knows the code of a group that spikes, and none of what has no code", () => {
    const silence = aSilence({ code: "ImageTooLarge" });
    expect(silenceOf(incident(aSpike({ code: "ImageTooLarge" })), [silence], night)).toBe(silence);
    expect(silenceOf(incident(aSpike()), [silence], night)).toBeNull();
    expect(silenceOf(incident(aCoverage()), [silence], night)).toBeNull();
    const head = { schema: "job-audit/regression/v1", kind: "input", worse: true, outcome: "failed-again" } as const;
    const job = { createdAt: "2026-11-21T01:00:00.000Z", jobId: "j1", input: null, operation: null };
    const input = { ...head, ...aScope, baseline: "2026-11-20", ...job, code: "ImageTooLarge" };
    expect(silenceOf(incident(input), [silence], night)).toBe(silence);
  });

  it.each([
    ["2026-11-21", false],
    ["2026-11-20", true],
    ["2027-01-01", false],
    ["2026-02-30", true],
    ["never", true],
  ])("holds up to and with its last night, %s, and not without one", (until, lapsed) => {
    const silence = aSilence({ rule: "group.new" }, until);
    expect(isLapsed(silence, night)).toBe(lapsed);
    expect(silenceOf(incident(), [silence], night)).toBe(lapsed ? null : silence);
  });

  it("names the first that holds", () => {
    const silences = [
      aSilence({ rule: "group.new" }, "2026-01-01"),
      aSilence({ tag: aScope.tag }),
      aSilence({ rule: "group.new" }),
    ];
    expect(silenceOf(incident(), silences, night)).toBe(silences[1]);
  });
});
