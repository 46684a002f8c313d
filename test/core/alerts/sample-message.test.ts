import { describe, expect, it } from "vitest";
import { sampleMessage } from "../../../lib/core/alerts/sample-message.ts";
import { incidentsSchema } from "../../../lib/core/schema/incidents.ts";

const night = { family: "pic", date: "2026-11-21" } as const;

describe("sampleMessage", () => {
  it("is marked as one, and holds incidents as real ones are", () => {
    const message = sampleMessage({ at: 7, night, page: null });
    expect(message).toMatchObject({ id: "sample-7", at: 7, sample: true, night, page: null });
    const incidents = message.items.map(({ incident }) => incident);
    const stored = {
      schema: "job-audit/incidents/v1",
      family: "pic",
      night: night.date,
      folded: [],
      incidents,
      events: [],
    };
    expect(incidentsSchema.parse(stored).incidents).toEqual(incidents);
  });

  it("is another one each time", () => {
    expect(sampleMessage({ at: 8, night, page: null }).id).toBe("sample-8");
  });
});
