import { describe, expect, it } from "vitest";
import { eventId, incidentId } from "../../../lib/core/incidents/incident-id.ts";
import type { AlertSubject } from "../../../lib/core/schema/signals.ts";

const subject: AlertSubject = {
  ...{ rule: "group.new", region: "ap-chongqing", bucket: "photos-1250000000", queueId: "p1", tag: "PicProcess" },
  ...{ operation: null, fingerprint: "v1:aa" },
};

// By Python's hashlib, of the subject's text and the night in JSON.
const id = "fc22eeb5834244f0";

describe("incidentId()", () => {
  it("is 16 hex digits of what it is of and when it opened, the same for a group that is new or back", () => {
    expect(incidentId("pic", subject, "2026-11-21")).toBe(id);
    expect(incidentId("pic", { ...subject, rule: "group.regressed" }, "2026-11-21")).toBe(id);
  });

  it("is another for another family, subject or night", () => {
    const others = [
      incidentId("media", subject, "2026-11-21"),
      incidentId("pic", { ...subject, tag: null }, "2026-11-21"),
      incidentId("pic", subject, "2026-11-22"),
    ];
    expect(new Set([id, ...others]).size).toBe(4);
  });
});

describe("eventId()", () => {
  it("is of the incident, the night and what happened in it", () => {
    expect(eventId(id, "2026-11-22", "changed")).toBe("7d431579c5437d78");
    expect(eventId(id, "2026-11-22", "resolved")).not.toBe("7d431579c5437d78");
    expect(eventId(id, "2026-11-23", "changed")).not.toBe("7d431579c5437d78");
  });
});
