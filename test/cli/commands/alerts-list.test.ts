import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createDirectoryStore } from "../../../lib/adapters/directory/directory-store.ts";
import type { Signal } from "../../../lib/core/schema/signals.ts";
import type { Why } from "../../../lib/core/schema/why.ts";
import { aGroup, aQueueChange, aSpike, aTest } from "../../fakes/diff-lines.ts";
import { aScope } from "../../fakes/samples.ts";
import { aSignal, commitTold, type DiffChange } from "../../usecases/notify/told-night.ts";
import { openSmallCloud, type SmallCloud } from "../small-cloud.ts";

/** A folder with these diffs in it, the last of the night of 2026-11-20. */
async function diffs(...changes: readonly DiffChange[]): Promise<SmallCloud> {
  return diffsWith("", ...changes);
}

/** `settings`: more of them. */
async function diffsWith(settings: string, ...changes: readonly DiffChange[]): Promise<SmallCloud> {
  const cloud = await openSmallCloud();
  const path = join(cloud.folder, "reports");
  await cloud.configure((text) =>
    text.replace(/report:[\s\S]*endpoints:/, `report: { store: directory, path: ${path} }\n${settings}endpoints:`),
  );
  for (const [index, change] of changes.entries()) {
    await commitTold(createDirectoryStore(path), `2026-11-${20 - changes.length + 1 + index}`, change);
  }
  return cloud;
}

const { family: _, ...place } = aScope;
const why: Why = {
  extra: 320,
  nights: [],
  rule: {
    conditions: [{ attribute: "prefix", value: "uploads/heic/" }],
    ...{ failed: 310, expected: 10, excess: 300, coverage: 0.94 },
  },
  attributes: [
    { attribute: "prefix", value: "uploads/heic/", failed: 310, expected: 10, excess: 300, lift: 12.5, p: 1e-9 },
  ],
  mix: null,
  sampled: false,
};
const spike: Signal = {
  ...{ rule: "rate.spike", ...place, operation: null, fingerprint: null, severity: "critical" },
  evidence: aSpike({ why }),
};
const paused: Signal = {
  ...{ rule: "queue.paused", ...place, tag: null, operation: null, fingerprint: null, severity: "warning" },
  evidence: aQueueChange(),
};

/** The ids that a list prints. */
function idsIn(text: string): readonly string[] {
  return [...text.matchAll(/^ {2}([0-9a-f]{16}):/gm)].map(([, id]) => String(id));
}

describe("job-audit alerts list", () => {
  it("lists what is open, the worst first, with since when and why", async () => {
    const cloud = await diffs({ signals: [spike] }, { signals: [spike, aSignal("v1:aa", "info")] });
    const said = await cloud.say(["alerts", "list"]);
    expect(said).toMatchObject({ exitCode: 1, err: "" });
    expect(said.out.replaceAll(/[0-9a-f]{16}/g, "ID")).toBe(
      [
        "2 open incidents of pic jobs behind 2026-11-20",
        "",
        "rate.spike (critical): pqueue1 / PicProcess",
        "  ID: since 2026-11-19, fired in 2 nights, last in 2026-11-20",
        "  spike: 340 jobs failed, 20 expected; 300 of 320 extra failures: prefix",
        "    uploads/heic/",
        "",
        "group.new (info): pqueue1 / PicProcess / v1:aa",
        "  ID: since 2026-11-20, fired in 1 night, last in 2026-11-20",
        "  new: 40 jobs failed with ImageTooLarge",
        "  not told of: ID explains it",
        "",
      ].join("\n"),
    );
  });

  it("is fine when nothing is open, and shows what resolved lately when asked", async () => {
    const cloud = await diffs({ signals: [spike] }, {}, {});
    expect(await cloud.say(["alerts", "list"])).toMatchObject({
      exitCode: 0,
      out: "0 open incidents of pic jobs behind 2026-11-20\n",
    });
    const all = await cloud.say(["alerts", "list", "--all"]);
    expect(all.out).toContain("rate.spike (critical, resolved): pqueue1 / PicProcess\n");
    expect(all.out.replace(/\s+/g, " ")).toContain("last in 2026-11-18, resolved 2026-11-20");
    const earlier = await cloud.say(["alerts", "list", "--date", "2026-11-19", "--json"]);
    expect(JSON.parse(earlier.out)).toMatchObject({
      family: "pic",
      night: "2026-11-19",
      incidents: [{ rule: "rate.spike", state: "open", clean: 1, silence: null }],
    });
  });

  it("says who silenced what, and until when", async () => {
    const silence = "{ match: { rule: queue.paused }, reason: planned move, owner: wei, until: '2026-11-30' }";
    const cloud = await diffsWith(`alerts:\n  silences: [${silence}]\n`, { signals: [paused, spike] });
    const said = await cloud.say(["alerts", "list"]);
    expect(said.err).toBe("");
    expect(said.out).toContain("  silenced by wei up to 2026-11-30: planned move\n");
  });

  it("says what to do where there is no diff", async () => {
    const cloud = await diffs();
    expect(await cloud.say(["alerts", "list"])).toMatchObject({
      exitCode: 2,
      err: expect.stringMatching(
        /no diff of the 28 nights up to 2026-11-20 is committed in .*`job-audit diff --date 2026-11-20 --config .*` makes one/s,
      ),
    });
    expect((await cloud.say(["alerts", "list", "--date", "2026-11-18"])).err).toContain(
      "no diff of 2026-11-18 is committed",
    );
  });
});

describe("job-audit alerts explain", () => {
  const quiet = aTest({
    level: "operation",
    operation: "imageMogr2/rotate",
    reason: "no more than expected",
    nights: ["2026-11-19"],
  });
  const fired = aTest({
    verdict: "spike",
    reason: "far more than expected",
    leftOut: ["2026-11-15"],
    nights: ["2026-11-19", "2026-11-18", "2026-11-17", "2026-11-16"],
  });

  it("prints every number that an incident rests on", async () => {
    const cloud = await diffs({ signals: [spike], tests: [quiet, fired], scopes: [aScope] });
    const [id = ""] = idsIn((await cloud.say(["alerts", "list"])).out);
    const said = await cloud.say(["alerts", "explain", id.slice(0, 6)]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    for (const line of [
      "  told             last with the night of 2026-11-20",
      "  300 of 320 extra failures: prefix uploads/heic/",
      "  rate of     the scope",
      "  verdict     spike: far more than expected",
      "  this night  340 of 2,000 (17.0 %) failed; 20 expected, 11 to 31 in 95 of 100",
      "  before      280 of 28,000 (1.0 %) failed in 4 nights: 2026-11-19 back to",
      "  left out    2026-11-15, which alerted themselves",
      "  chance      beta-binomial, dispersion 0.0001, p 1e-40, q 1e-38",
    ]) {
      expect(said.out.split("\n")).toContain(line);
    }
    expect(said.out).toContain("320 too many, at least 5 to tell");
    expect(said.out).not.toContain("imageMogr2/rotate");
    const json = JSON.parse((await cloud.say(["alerts", "explain", id, "--json"])).out);
    expect(json).toMatchObject({ incidents: [{ id }], fired: [{ verdict: "spike", q: 1e-38 }], scopes: [] });
  });

  it("says of a scope why nothing fired", async () => {
    const few = aGroup({ after: 2, fingerprint: "v1:few" });
    const cloud = await diffs({
      tests: [quiet, aTest({ ...aScope, queueId: "p2" })],
      lines: [few, aGroup({ worse: false })],
      scopes: [aScope, { ...aScope, queueId: "p2" }],
    });
    const said = await cloud.say(["alerts", "explain", "pqueue1/PicProcess"]);
    expect(said.out.split("\n")[0]).toBe("pic/ap-chongqing/photos-1250000000/pqueue1/PicProcess");
    expect(said.out).toContain("  No incident is open, or resolved not long ago.\n");
    expect(said.out).toContain("  verdict     quiet: no more than expected\n");
    expect(said.out).toContain("new: 2 jobs failed with ImageTooLarge, not told: below 3 jobs: v1:few\n");
    const both = await cloud.say(["alerts", "explain", "photos-1250000000", "--json"]);
    expect(JSON.parse(both.out).scopes).toMatchObject([
      { untold: [{ after: 2 }], tests: [{}], isBlind: false },
      { untold: [], tests: [{}] },
    ]);
  });

  it("says that a scope with holes is not known to be quiet, and which incidents it has", async () => {
    const cloud = await diffs({
      signals: [spike, aSignal("v1:aa")],
      lines: [aGroup()],
      blind: [place],
      scopes: [aScope],
    });
    const said = await cloud.say(["alerts", "explain", "pqueue1"]);
    expect(said.out).toContain("  It was not read whole: that nothing fires there says nothing.\n");
    expect(said.out.match(/^(rate|group)\.\w+/gm)).toEqual(["rate.spike", "group.new"]);
    expect(said.out).toContain("rate.spike (critical): pqueue1 / PicProcess\n");
    expect(said.out).not.toContain("not told: ");
  });

  it("finds an incident by the event of a night", async () => {
    const cloud = await diffs({ signals: [paused] }, { signals: [paused] });
    const [id = ""] = idsIn((await cloud.say(["alerts", "list"])).out);
    const said = await cloud.say(["alerts", "explain", id.slice(0, 4), "--date", "2026-11-19"]);
    expect(said.out).toContain("queue.paused (warning): pqueue1\n");
    expect(said.out).toContain("began or ceased  2026-11-19");
  });

  it("refuses what names nothing, and what names several", async () => {
    const signals = Array.from({ length: 40 }, (_none, index) => aSignal(`v1:${index}`));
    const cloud = await diffs({ signals, scopes: [aScope] });
    expect(await cloud.say(["alerts", "explain", "\u001b[2Jnowhere"])).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('no incident, event or scope is called "\\u001b[2Jnowhere"; `'),
    });
    expect(await cloud.say(["alerts", "explain", ""])).toMatchObject({
      exitCode: 2,
      out: "",
      err: expect.stringMatching(/is called ""; `job-audit alerts list --all --config .*` tells the ids/),
    });
    const ids = idsIn((await cloud.say(["alerts", "list"])).out);
    const first = ids.map((id) => id.slice(0, 1)).find((char, index, all) => all.indexOf(char) < index) ?? "";
    const said = await cloud.say(["alerts", "explain", first]);
    expect(said).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining(`${first} is the beginning of several ids: `),
    });
    const named = said.err.match(/ids: (.*);/)?.[1]?.split(", ") ?? [];
    expect(named.length).toBeGreaterThan(1);
    expect(named.every((id) => id.startsWith(first))).toBe(true);
  });
});
