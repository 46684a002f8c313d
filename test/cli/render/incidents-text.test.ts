import { describe, expect, it } from "vitest";
import type { StandingIncident } from "../../../cli/read-standing.ts";
import { explainedText } from "../../../cli/render/explained-alert-text.ts";
import { incidentText, subjectText } from "../../../cli/render/incidents-text.ts";
import { plainLook } from "../../../cli/render/look.ts";
import { openIncident } from "../../../lib/core/incidents/progress.ts";
import type { Incident } from "../../../lib/core/schema/incidents.ts";
import { aCoverage, aGroup, aQueueChange } from "../../fakes/diff-lines.ts";
import { aScope } from "../../fakes/samples.ts";

const { family: _, ...place } = aScope;

function anIncident(change: Partial<Incident> = {}): StandingIncident {
  const signal = {
    rule: "group.new",
    ...place,
    operation: null,
    fingerprint: "v1:aa",
    severity: "warning",
    evidence: aGroup(),
  } as const;
  return { ...openIncident("pic", "2026-11-20", signal), id: "8c1f", ...change, silence: null };
}

const names = {
  queueNames: new Map([[aScope.queueId, "thumbnails"]]),
  templateNames: new Map([["t1", "watermark-brand"]]),
  kinds: new Map([["v1:aa", "ImageTooLarge: image is too large"]]),
};

describe("subjectText()", () => {
  it("names a queue as people do, a bucket where it is about no queue, and what else there is", () => {
    expect(subjectText(anIncident(), names)).toBe("thumbnails / PicProcess / v1:aa");
    expect(subjectText(anIncident({ queueId: null, tag: null, fingerprint: null }), names)).toBe(aScope.bucket);
    const unnamed = { queueNames: new Map(), templateNames: new Map() };
    expect(subjectText(anIncident({ tag: null, fingerprint: null, operation: "rule:a" }), unnamed)).toBe(
      "pqueue1 / rule:a",
    );
    const long = anIncident({ operation: "t1", fingerprint: `v2:${"ab".repeat(16)}` });
    expect(subjectText(long, names)).toBe("thumbnails / PicProcess / watermark-brand / v2:ababababab");
  });
});

describe("incidentText()", () => {
  it("says that it comes and goes, and makes what the service told harmless", () => {
    const incident = anIncident({ state: "flapping", evidence: aGroup({ code: "Bad\u001b[2J" }) });
    expect(incidentText(incident, names, plainLook)).toBe(
      [
        "group.new (warning, flapping): thumbnails / PicProcess / v1:aa",
        "  8c1f: since 2026-11-20, fired in 1 night, last in 2026-11-20",
        "  new: 40 jobs failed with Bad\\u{1b}[2J",
      ].join("\n"),
    );
  });
});

describe("explainedText()", () => {
  const nothing = { family: "pic", date: "2026-11-21", incidents: [], fired: [], scopes: [], names };

  it("tells the life of an incident", () => {
    const incidents = [
      anIncident({ clean: 1, switches: ["2026-11-20", "2026-11-21"] }),
      anIncident({ evidence: aCoverage(), toldOn: "2026-11-20" }),
    ];
    const text = explainedText({ ...nothing, incidents }, plainLook);
    expect(text).toContain(
      "  told             nobody, so far\n  began or ceased  2026-11-20, 2026-11-21\n  clean nights     1\n  samples          j1\n",
    );
    expect(text).toContain("  told             last with the night of 2026-11-20\n  began or ceased  2026-11-20\n");
    expect(
      explainedText({ ...nothing, incidents: [anIncident({ evidence: aQueueChange() })] }, plainLook),
    ).not.toContain("samples");
    expect(
      explainedText({ ...nothing, incidents: [anIncident({ evidence: aGroup({ samples: [] }) })] }, plainLook),
    ).not.toContain("samples");
  });

  it("says why a group of a scope is not told of", () => {
    const untold = [
      aGroup({ after: 2 }),
      aGroup({ after: 3, fingerprint: "v1:bb" }),
      aGroup({ after: null, fingerprint: "v1:cc" }),
    ];
    const text = explainedText(
      { ...nothing, scopes: [{ scope: "s", incidents: [], tests: [], untold, isBlind: false }] },
      plainLook,
    );
    expect(text.replace(/\s+/g, " ")).toContain("not told: below 3 jobs: v1:aa");
    expect(text.replace(/\s+/g, " ")).toContain("not told: told of by another line, or one of too many: v1:bb");
  });
});
