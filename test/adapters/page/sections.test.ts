import { describe, expect, it } from "vitest";
import { coverageSection } from "../../../lib/adapters/page/sections/coverage-section.ts";
import { filesSection } from "../../../lib/adapters/page/sections/files-section.ts";
import { groupsSection } from "../../../lib/adapters/page/sections/groups-section.ts";
import { hoursSection } from "../../../lib/adapters/page/sections/hours-section.ts";
import { ratesSection } from "../../../lib/adapters/page/sections/rates-section.ts";
import type { Section } from "../../../lib/adapters/page/sections/section.ts";
import type { PageView } from "../../../lib/core/page/page-view.ts";
import { aView } from "../../page/a-view.ts";

const view = aView();

function textOf(section: Section | null): string {
  return (section?.body.markup ?? "").replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
}

function withHoles(holes: PageView["manifest"]["holes"], more: Partial<PageView["manifest"]> = {}): PageView {
  return { ...view, manifest: { ...view.manifest, holes, ...more } };
}

describe("coverageSection()", () => {
  const [hole] = view.manifest.holes as [PageView["manifest"]["holes"][number]];

  it("tells what a scope's counts are, as far as there are any", () => {
    const scopes = { complete: 1, incomplete: 2, gone: 3, notAudited: 4, withoutBaseline: 5 };
    const { diff } = view;
    const told = textOf(coverageSection({ ...view, diff: { ...diff, headline: { ...diff.headline, scopes } } }));
    expect(told).toContain(
      "6 scopes: 1 complete, 2 with holes, 3 of queues that are gone, 4 of the night before not audited, " +
        "5 without a night to compare with.",
    );
  });

  it("says of a hole over all of the night that it is", () => {
    const { from, to } = view.manifest.span;
    const whole = { ...hole, bucket: null, queueId: null, tag: null, from, to };
    expect(textOf(coverageSection(withHoles([whole])))).toContain("ap-chongqing , the whole night, service-error");
  });

  it("lists a hundred holes and fifty notes, and counts the others", () => {
    const holes = Array.from({ length: 1_103 }, () => hole);
    const excluded = Array.from({ length: 51 }, () => ({ bucket: "b", queueId: "q", reason: "old" }));
    const note = { region: "ap-x", bucket: "b", queueId: "q", tag: "T", note: "odd" };
    const told = textOf(coverageSection(withHoles(holes, { excluded, notes: [note] })));
    expect(told).toContain("… and 1,003 more, in the manifest.");
    expect(told).toContain("52 notes ap-x / b / q / T: odd b / q: excluded by settings, old");
    expect(told).toContain("… and 2 more.");
  });
});

describe("filesSection()", () => {
  it.each([
    [null, "7 "],
    [999, "7 999 B"],
    [1_000, "7 1.0 kB"],
    [2_345_678, "7 2.3 MB"],
  ])("tells a size of %s", (bytes, told) => {
    const file = { dataset: "groups", key: "v1/groups/family=pic/date=2026-11-21/part-0.jsonl.gz", rows: 7, bytes };
    const text = textOf(filesSection({ ...view, files: { first: [file], inAll: 1 } }));
    expect(text.trimEnd().endsWith(`part-0.jsonl.gz ${told}`.trimEnd())).toBe(true);
  });
});

describe("groupsSection()", () => {
  it("does without code, message, operation and samples", () => {
    const [group] = view.groups.first as [PageView["groups"]["first"][number]];
    const bare = { ...group, code: "", message: "", operation: null, samples: [], jobs: 1 };
    const told = textOf(groupsSection({ ...view, groups: { first: [bare], inAll: 1 } }));
    expect(told).toMatch(/All 1 group\. 1 job failed in thumbnails \/ PicProcess .* failed, v2:3f9ac21b77d $/);
  });
});

describe("hoursSection()", () => {
  it("names the worst hour for who does not see the map", () => {
    const failed = Array.from({ length: 24 }, (_, hour) => (hour === 7 ? 1_200 : 1));
    const row = { scope: { region: "r", bucket: "b", queueId: "q" }, failed };
    const { markup } = hoursSection({ ...view, hours: { first: [row], inAll: 1 } })?.body ?? { markup: "" };
    expect(markup).toContain('aria-label="Heat map of failed jobs: 1 queue by 24 hours. Most in q, at 07:00: 1,200."');
    expect(markup).toContain("<bdi>q</bdi>");
  });
});

describe("ratesSection()", () => {
  it("says what is not known of a scope whose rate was not judged", () => {
    const [rates] = view.rates.first as [PageView["rates"]["first"][number]];
    const points = [
      { night: "2026-11-21", failed: 0, ended: 0, complete: true, low: null, high: null, alerted: false },
    ];
    const bare = { ...rates, points, test: null };
    const section = ratesSection({ ...view, rates: { first: [bare], inAll: 1 }, tested: {} });
    expect(textOf(section)).toContain("Every scope with failures. failure rate");
    expect(textOf(section)).toMatch(/thumbnails \/ PicProcess –/);
    expect(section?.body.markup).toContain("over 1 night; none alerted. Last: 0 of 0.");
  });
});
