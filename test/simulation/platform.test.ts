import { describe, expect, it } from "vitest";
import type { Disturbance, SimulationPlan } from "../../simulation/plan.ts";
import type { Invocation, Played } from "../../simulation/played.ts";
import { playInChild } from "./oracle/play-in-child.ts";
import { firedAt, night, settings, smallPlan } from "./small-plan.ts";

const commit = `audits/v1/commits/family=pic/date=${night}/r0001.json`;

function play(own: Partial<SimulationPlan>): Played {
  return playInChild(smallPlan(own));
}

function ends({ invocations }: Played): string[] {
  return invocations.map(({ start, attempt, end }) => `${start}/${attempt} ${end}`);
}

function messagesOf({ log }: Played, name: string): string[] {
  const lines: { readonly function: string; readonly msg: string }[] = log.map((line) => JSON.parse(line));
  return lines.filter((line) => line.function === name).map(({ msg }) => msg);
}

function kill(own: { start: string; effect: number; attempt?: number; when?: "before" | "after" }): Disturbance {
  return { id: `k${own.start}${own.effect}`, kind: "kill", attempt: 0, when: "before", ...own };
}

describe("the platform", () => {
  it("runs the audit, which starts the diff over the platform's API, in virtual time", () => {
    const played = play({});
    expect(ends(played).sort()).toEqual(["diff 1/0 returned", "timer/0 returned"]);
    expect([...played.objects.keys()]).toEqual(expect.arrayContaining([commit]));
    expect(played.invocations[0]?.value).toMatchObject({ status: "done", nights: [{ jobs: 20, findings: 4 }] });
    expect(played.invocations[0]?.startedAt).toBe(firedAt + 1000);
    expect(messagesOf(played, "audit")).toEqual(expect.arrayContaining(["started", "diff-started", "done"]));
    expect(messagesOf(played, "diff")).toEqual(expect.arrayContaining(["started", "done"]));
    expect(played.listings.flatMap(({ jobIds }) => jobIds)).toHaveLength(20);
  });

  it("tries again a minute later what was killed, and nothing that a process sent once dead", () => {
    const played = play({ disturbances: [kill({ start: "timer", effect: 30 }), kill({ start: "diff 1", effect: 5 })] });
    expect(ends(played)).toEqual(
      ["timer/0 killed", "timer/1 returned", "diff 1/0 killed", "diff 1/1 returned"].sort(byStart),
    );
    const [first, second] = played.invocations.filter(({ start }) => start === "timer") as [Invocation, Invocation];
    expect(second.startedAt - first.endedAt).toBe(60_000);
    expect(first.exchanges).toBe(30);
    expect(played.fired).toEqual({ "kill before": 2 });
  });

  it("gives up after as many retries as the start has", () => {
    const kills = [0, 1, 2].map((attempt) => kill({ start: "timer", effect: 3, attempt }));
    const played = play({ disturbances: kills });
    expect(ends(played)).toEqual(["timer/0 killed", "timer/1 killed", "timer/2 killed"]);
    expect([...played.objects.keys()].filter((key) => key.includes("/commits/"))).toEqual([]);
  });

  it("ends what takes longer than its time limit", () => {
    const drip: Disturbance = {
      id: "d1",
      kind: "fault",
      service: "cos",
      match: { path: "/commits/" },
      nth: 1,
      times: 1000,
      fault: { drip: { bytes: 1, everyMs: 1000 } },
    };
    const played = play({ disturbances: [drip], timeLimitMs: 20_000 });
    expect(played.invocations.every(({ startedAt, endedAt }) => endedAt - startedAt <= 20_000)).toBe(true);
    expect(played.fired["drip"]).toBeGreaterThan(0);
  });

  it("runs each invocation with the settings and the credentials of its time", () => {
    const later = settings.replace("functions:\n  diff: { function: job-audit-diff, region: ap-chongqing }\n", "");
    const played = play({
      settings: [
        { from: 0, text: settings },
        { from: firedAt + 500, text: `${later}\nsettle: 30m` },
      ],
      disturbances: [{ id: "e", kind: "expiry", start: "timer", attempt: 0, effect: 1 }],
    });
    const [first, second] = played.invocations as [Invocation, Invocation];
    expect(first.value).toMatchObject({ status: "failed" });
    expect(String(JSON.stringify(first.value))).toContain("Request has expired");
    expect(second).toBeUndefined();
    expect(played.fired).toEqual({ expiry: 1 });
  });

  it("plays the same plan to the last byte alike, and another seed at another pace", () => {
    const disturbances = [kill({ start: "timer", effect: 80, when: "after" })];
    const [a, b, c] = [1, 1, 2].map((seed) => play({ seed, disturbances }));
    expect(a?.digest).toBe(b?.digest);
    expect(c?.digest).not.toBe(a?.digest);
  });
});

function byStart(a: string, b: string): number {
  return Number(a.startsWith("diff")) - Number(b.startsWith("diff"));
}
