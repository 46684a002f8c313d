import { describe, expect, it } from "vitest";
import { deliveriesTo, isUnderWay } from "../../../lib/core/alerts/delivery-log.ts";
import type { DeliveryLine } from "../../../lib/core/schema/delivery.ts";

function aLine(kind: DeliveryLine["kind"], change: Partial<DeliveryLine> = {}): DeliveryLine {
  return {
    schema: "job-audit/delivery/v1",
    kind,
    family: "pic",
    night: "2026-11-21",
    sink: "team",
    message: "m1",
    events: ["e1"],
    run: "r1",
    at: "2026-11-21T20:00:00.000Z",
    reason: null,
    ...change,
  };
}

const textsOf = (lines: readonly DeliveryLine[]) => lines.map((line) => JSON.stringify(line));
const told = (...lines: readonly DeliveryLine[]) => deliveriesTo("team", textsOf(lines));

describe("deliveriesTo()", () => {
  it("knows what the sink was told, and nothing of what failed or what others were told", () => {
    const { sent } = told(
      aLine("intent"),
      aLine("sent", { events: ["e1", "e2"] }),
      aLine("failed", { events: ["e3"] }),
      aLine("sent", { events: ["e4"], sink: "other" }),
    );
    expect([...sent]).toEqual(["e1", "e2"]);
  });

  it("holds a message for open until all of its events were sent, in whatever message", () => {
    const both = aLine("intent", { events: ["e1", "e2"] });
    expect(told(both, aLine("failed", { events: ["e1", "e2"] })).open).toEqual([both]);
    expect(told(both, aLine("sent", { events: ["e1"] })).open).toEqual([both]);
    expect(told(both, aLine("sent", { message: "m2", events: ["e2", "e1"] })).open).toEqual([]);
    expect(told(aLine("failed")).open).toEqual([]);
  });

  it("gives the newest intent of each message, the oldest message first", () => {
    const again = aLine("intent", { run: "r2", at: "2026-11-21T21:00:00.000Z" });
    const other = aLine("intent", { message: "m2" });
    expect(told(aLine("intent"), other, again).open).toEqual([again, other]);
  });

  it("knows when a message was first begun", () => {
    const { firstAt } = told(aLine("intent"), aLine("intent", { at: "2026-11-21T21:00:00.000Z" }));
    expect(firstAt("m1")).toBe(Date.UTC(2026, 10, 21, 20));
    expect(firstAt("m2")).toBeNull();
  });

  it("passes over lines that cannot be read", () => {
    const sent = JSON.stringify(aLine("sent"));
    const { schema: _, ...other } = aLine("sent", { events: ["e2"] });
    const lines = ["", "{", "null", sent.slice(0, 40), JSON.stringify(other), sent];
    expect([...deliveriesTo("team", lines).sent]).toEqual(["e1"]);
  });
});

describe("isUnderWay()", () => {
  const begun = Date.UTC(2026, 10, 21, 20);
  const underWay = (ms: number, ...lines: readonly DeliveryLine[]) => isUnderWay("team", textsOf(lines), begun + ms);

  it("holds for two minutes behind an intent", () => {
    expect(underWay(0, aLine("intent"))).toBe(true);
    expect(underWay(119_999, aLine("intent"))).toBe(true);
    expect(underWay(120_000, aLine("intent"))).toBe(false);
    expect(underWay(0)).toBe(false);
  });

  it("ends with the attempt, and not with that of another run or of another message", () => {
    expect(underWay(1, aLine("intent"), aLine("sent"))).toBe(false);
    expect(underWay(1, aLine("intent"), aLine("failed"))).toBe(false);
    expect(underWay(1, aLine("intent"), aLine("failed", { run: "r0" }))).toBe(true);
    expect(underWay(1, aLine("intent"), aLine("sent", { message: "m2" }))).toBe(true);
    expect(underWay(1, aLine("sent"))).toBe(false);
  });

  it("knows of one among several, and of none to another sink", () => {
    const old = aLine("intent", { run: "r0", at: "2026-11-21T19:00:00.000Z" });
    expect(underWay(1, old, aLine("intent"))).toBe(true);
    expect(underWay(1, old)).toBe(false);
    expect(underWay(1, aLine("intent", { sink: "other" }))).toBe(false);
  });
});
