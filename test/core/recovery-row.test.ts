import { describe, expect, it } from "vitest";
import { recoveryRow, redactWork } from "../../lib/core/recovery-row.ts";
import { findingRow } from "../../lib/core/rows.ts";
import { recoverySchema } from "../../lib/core/schema/recovery.ts";
import { fingerprinting } from "../fakes/fingerprinting.ts";
import { aJob, aScope, midnight } from "../fakes/samples.ts";

const secret = "5ec2e7c0ffee";
const signed = `https://photos.example/a.jpg?q-signature=${secret}`;

describe("recoveryRow()", () => {
  it("tells what succeeded and on what", () => {
    const job = aJob({ id: "j1", endedAt: midnight + 5_000 });
    expect(recoverySchema.parse(recoveryRow(aScope, job))).toEqual({
      createdAt: "2026-11-20T16:00:00.000Z",
      jobId: "j1",
      schema: "job-audit/recovery/v1",
      ...aScope,
      endedAt: "2026-11-20T16:00:05.000Z",
      input: { bucket: "photos-1250000000", region: "ap-chongqing", object: "in/a.jpg" },
      operation: { templateId: "t1", templateName: null, rule: "imageMogr2/rotate/90" },
    });
  });

  it("has nulls for what the service does not tell", () => {
    const row = recoveryRow(aScope, aJob({ id: "j1", endedAt: null, input: null, operation: null }));
    expect(recoverySchema.parse(row)).toMatchObject({ endedAt: null, input: null, operation: null });
  });
});

describe("redactWork()", () => {
  it("cuts what is secret just as a finding does, so that the two can be compared", () => {
    const input = { bucket: signed, region: null, object: signed };
    const operation = { templateId: signed, templateName: signed, rule: `watermark/1/image/${signed}` };
    const job = aJob({ id: "j1", input, operation });
    const finding = findingRow(aScope, job, { name: "failed", reason: "" }, fingerprinting);
    expect(redactWork(job)).toEqual({ input: finding.input, operation: finding.operation });
    expect(JSON.stringify(redactWork(job))).not.toContain(secret);
  });
});
