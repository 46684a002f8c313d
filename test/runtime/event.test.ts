import { describe, expect, it } from "vitest";
import { EventError } from "../../lib/core/errors.ts";
import { decodeAuditEvent, decodeDiffEvent } from "../../lib/runtime/event.ts";

/** As the vendor's page "Timer Trigger Description" shows it. */
const timer = { Type: "Timer", TriggerName: "EveryDay", Time: "2019-02-21T11:49:00Z", Message: "user define msg body" };

/** As a COS trigger's event begins; it carries a signed header. */
const cosEvent = { Records: [{ cos: { cosObject: { meta: { Authorization: "q-sign-algorithm=sha1" } } } }] };

function refusal(decode: (event: unknown) => unknown, event: unknown): string {
  try {
    decode(event);
  } catch (error) {
    if (error instanceof EventError) return error.message;
  }
  throw new Error("the event was not refused");
}

describe.each([
  ["decodeAuditEvent", decodeAuditEvent],
  ["decodeDiffEvent", decodeDiffEvent],
])("%s", (_name, decode) => {
  it("takes a timer's time and leaves the rest of its event alone", () => {
    expect(decode(timer)).toEqual({ kind: "timer", at: Date.UTC(2019, 1, 21, 11, 49) });
    expect(decode({ ...timer, Time: "2019-02-21T19:49:00+08:00", New: 1 })).toEqual(decode(timer));
  });

  it("takes times and nights of this century, to its ends", () => {
    for (const Time of ["2000-01-01T00:00:00Z", "2099-12-31T23:59:59.999Z"])
      expect(decode({ ...timer, Time })).toMatchObject({ kind: "timer" });
    for (const date of ["2000-01-01", "2099-12-31"]) expect(decode({ date })).toMatchObject({ kind: "night", date });
  });

  it("takes a night by its date", () => {
    expect(decode({ date: "2026-11-20" })).toEqual({ kind: "night", date: "2026-11-20", family: null });
    expect(decode({ date: "2026-11-20", family: "pic" })).toMatchObject({ family: "pic" });
  });

  it.each([
    [cosEvent, "an object with Records"],
    [{ ...timer, Time: "yesterday" }, "an object with Type, TriggerName, Time, Message"],
    [{ ...timer, Time: "0001-01-01T00:00:00Z" }, "an object with Type, TriggerName, Time, Message"],
    [{ ...timer, Time: "1999-12-31T23:59:59Z" }, "an object with Type, TriggerName, Time, Message"],
    [{ ...timer, Time: "2100-01-01T00:00:00Z" }, "an object with Type, TriggerName, Time, Message"],
    [{ ...timer, Time: "9999-12-31T23:59:59Z" }, "an object with Type, TriggerName, Time, Message"],
    [{ date: "0001-01-01" }, "an object with date"],
    [{ date: "9999-12-31" }, "an object with date"],
    [{ ...timer, Type: "Ckafka" }, "an object with Type, TriggerName, Time, Message"],
    [{ date: "2026-02-30" }, "an object with date"],
    [{ date: "2026-11-20", family: "video" }, "an object with date, family"],
    [{ date: "2026-11-20", force: true }, "an object with date, force"],
    [{ s3cr3tS3cr3t: 1 }, "an object with no known key"],
    ["2026-11-20", "a string"],
    [[1, 2], "a list of 2"],
  ])("refuses %j, and repeats no value of it", (event, seen) => {
    const message = refusal(decode, event);
    expect(message).toMatch(new RegExp(`^Cannot (audit|diff): expected a timer's event, .*; seen: ${seen}$`));
  });
});

describe("events without content", () => {
  it.each([[null], [undefined], [{}], [""]])("are the newest night's for the diff: %j", (event) => {
    expect(decodeDiffEvent(event)).toEqual({ kind: "newest" });
  });

  it.each([
    [null, "nothing"],
    [undefined, "nothing"],
    [{}, "an object with no known key"],
  ])("are refused by the audit: %j", (event, seen) => {
    expect(refusal(decodeAuditEvent, event)).toContain(`seen: ${seen}`);
  });
});
