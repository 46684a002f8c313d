import { beforeAll, describe, expect, it } from "vitest";
import { judge } from "../../../simulation/judge.ts";
import { shardOf, spreadsOf } from "../../../simulation/oracle/spreads.ts";
import type { SimulationPlan } from "../../../simulation/plan.ts";
import type { Invocation, Played, Violation } from "../../../simulation/played.ts";
import { commitKey } from "./break-played.ts";
import { secondNight } from "./known-plan.ts";
import { playInChild } from "./play-in-child.ts";
import { spreadPlan } from "./spread-plan.ts";

const hour = 3_600_000;
const undisturbed: SimulationPlan = { ...spreadPlan, disturbances: [] };
const [dead] = spreadPlan.disturbances;
const replayed: SimulationPlan = {
  ...spreadPlan,
  disturbances: [
    { ...(dead as object), how: "replay", delayMs: 30 * hour } as (typeof spreadPlan.disturbances)[number],
  ],
};

let right: Played;
let late: Played;
beforeAll(() => {
  right = playInChild(spreadPlan);
  late = playInChild(replayed);
}, 120_000);

function textsOf(violations: readonly Violation[], promise: string): readonly string[] {
  return violations.filter((each) => each.promise === promise).map(({ text }) => text);
}

function committedAt({ writes }: Played, date: string): number {
  return writes.find(({ key }) => key === commitKey(date))?.at ?? Infinity;
}

function look({ invocations }: Played, start: string): Invocation {
  return invocations.find((each) => each.start === start) as Invocation;
}

describe("spreadsOf", () => {
  it("tells over how many shards each night was spread, when they were read, and which were started again", () => {
    const spreads = spreadsOf(right);
    expect(spreads.map(({ shards }) => shards.length)).toEqual([3, 3, 3]);
    const second = spreads.find(({ night }) => night === secondNight);
    const { startedAt, endedAt } = look(right, "look2");
    expect(second?.restartedAt).toHaveLength(1);
    expect(second?.restartedAt[0]).toBeGreaterThanOrEqual(startedAt);
    expect(second?.restartedAt[0]).toBeLessThanOrEqual(endedAt);
    expect(second?.wholeAt).toBeGreaterThan(endedAt);
    expect(second?.wholeAt).toBeLessThan(committedAt(right, secondNight));
  });
});

describe("a night of which a shard is lost", () => {
  it("is committed once the watchdog has looked", () => {
    expect(judge(spreadPlan, right)).toEqual([]);
    expect(right.mishandled).toEqual([{ at: expect.any(Number), how: "lose" }]);
    const at = committedAt(right, secondNight);
    expect(at).toBeGreaterThan(look(right, "look2").startedAt);
    expect(at).toBeLessThan(look(right, "timer3").startedAt);
  });

  it("is missed where it is not", () => {
    const { startedAt } = look(right, "look2");
    const next = look(right, "timer3").startedAt;
    const isMoved = (at: number) => at >= startedAt && at < next;
    const writes = right.writes.map((write) => ({ ...write, at: isMoved(write.at) ? next : write.at }));
    const found = textsOf(judge(spreadPlan, { ...right, writes }), "4");
    expect(found).toContainEqual(
      expect.stringMatching(/^night 2026-11-21, of which shards were lost, .* look2 looked$/),
    );
    const faulty: SimulationPlan = {
      ...spreadPlan,
      disturbances: [{ id: "e", kind: "expiry", start: "timer1", attempt: 9, effect: 1 }],
    };
    expect(textsOf(judge(faulty, { ...right, writes }), "4").filter((text) => /were lost/.test(text))).toEqual([]);
  });

  it("gets its dead letter when somebody sends it again, long after the platform gave it up", () => {
    expect(judge(replayed, late)).toEqual([]);
    expect(late.mishandled).toEqual([{ at: expect.any(Number), how: "replay" }]);
    const { shards = [] } = spreadsOf(late).find(({ night }) => night === secondNight) ?? {};
    const ofShard = (key: unknown) =>
      late.invocations.filter((each) => each.function === "shard" && shardOf(each) === key);
    const starts = shards.map((key) => ofShard(key).map(({ startedAt }) => startedAt));
    const again = starts.find((times) => times.length > 1) ?? [];
    // By the watchdog first.
    expect(again).toHaveLength(2);
    expect(again[1]).toBe((late.mishandled[0]?.at ?? 0) + 30 * hour);
  });
});

describe("the rate", () => {
  it("is held to by each shard alone and by all of them together", () => {
    expect(judge(undisturbed, right)).toEqual([]);
    const asked = right.asked.flatMap((each) => (each.start.startsWith("shard") ? [each, each, each] : [each]));
    const found = textsOf(judge(undisturbed, { ...right, asked }), "6");
    expect(found).toContainEqual(
      expect.stringMatching(/^shard \d\/0, as a shard asks photos-.* than 1 times a second/),
    );
    expect(found).toContainEqual(expect.stringMatching(/^all shards of night .* than 3 times a second in the 1000 ms/));
    const disturbed = textsOf(judge(spreadPlan, { ...right, asked }), "6");
    expect(disturbed.filter((text) => text.startsWith("all shards"))).toEqual([]);
  });

  it("is held to by an audit", () => {
    const [first] = right.asked;
    const asked = [...Array.from({ length: 5 }, () => first as NonNullable<typeof first>), ...right.asked];
    const found = textsOf(judge(spreadPlan, { ...right, asked }), "6");
    expect(found).toContainEqual(expect.stringMatching(/^timer1\/0 asks .* than 3 times a second/));
  });
});

describe("what every shard has read", () => {
  it("is listed again by nobody", () => {
    const listed = right.listings.find(({ from, to }) => to - from > 60_000) as Played["listings"][number];
    const [first] = spreadsOf(right);
    const again = { ...listed, at: (first?.wholeAt ?? 0) + 1 };
    const listings = [...right.listings, again];
    expect(textsOf(judge(undisturbed, { ...right, listings }), "6")).toEqual([
      "1 pages of night 2026-11-20 are listed again when every shard is read",
    ]);
    expect(textsOf(judge(spreadPlan, { ...right, listings }), "6")).toEqual([]);
  });
});
