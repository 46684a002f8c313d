import { describe, expect, it } from "vitest";
import { amendmentRow, carriedRow, findingRow, holeRow, openJobRow, queueRow } from "../../lib/core/rows.ts";
import { amendmentSchema, carriedSchema } from "../../lib/core/schema/carried.ts";
import { findingSchema, openJobSchema } from "../../lib/core/schema/finding.ts";
import { queueSchema } from "../../lib/core/schema/queue.ts";
import { fingerprinting } from "../fakes/fingerprinting.ts";
import { aJob, aQueue, aScope, midnight } from "../fakes/samples.ts";

const signed = "https://photos.cos.example/in/a.jpg?q-sign-algorithm=sha1&q-signature=5ec2e7";
const secret = /5ec2e7|hunter2/;

const verdict = { name: "failed", reason: "failed with InputFileOpenFailed" } as const;

const failed = aJob({
  id: "c0001",
  state: "Failed",
  code: "InputFileOpenFailed",
  message: "cannot open the input",
  workflow: { workflowId: "w1", workflowName: "nightly", runId: "i1" },
  userData: "order-7",
  innerFailures: [{ path: "Operation.ImageInspectResult", code: "E1", message: "bad" }],
  extra: { SubTag: "x", Steps: [{ Name: "a" }, "b"] },
});

describe("findingRow()", () => {
  it("begins with its key and holds every column", () => {
    const row = findingRow(aScope, failed, verdict, fingerprinting);
    expect(JSON.stringify(row)).toMatch(/^\{"createdAt":"2026-11-20T16:00:00\.000Z","jobId":"c0001",/);
    expect(findingSchema.parse(row)).toEqual(row);
    expect(row).toEqual({
      createdAt: "2026-11-20T16:00:00.000Z",
      jobId: "c0001",
      schema: "job-audit/finding/v1",
      family: "pic",
      region: "ap-chongqing",
      bucket: "photos-1250000000",
      queueId: "pqueue1",
      tag: "PicProcess",
      verdict: "failed",
      reason: "failed with InputFileOpenFailed",
      state: "Failed",
      code: "InputFileOpenFailed",
      message: "cannot open the input",
      fingerprint: expect.stringMatching(/^v2:[0-9a-f]{32}$/),
      olderFingerprints: [],
      startedAt: "2026-11-20T16:00:01.000Z",
      endedAt: "2026-11-20T16:00:03.000Z",
      input: { bucket: "photos-1250000000", region: "ap-chongqing", object: "in/a.jpg" },
      output: { bucket: "photos-1250000000", region: "ap-chongqing", object: "out/a.jpg" },
      operation: { templateId: "t1", templateName: null, rule: "imageMogr2/rotate/90" },
      workflow: { workflowId: "w1", workflowName: "nightly", runId: "i1" },
      userData: "order-7",
      innerFailures: [{ path: "Operation.ImageInspectResult", code: "E1", message: "bad" }],
      extra: { SubTag: "x", Steps: [{ Name: "a" }, "b"] },
    });
  });

  it("takes missing parts as null", () => {
    const bare = { ...failed, input: null, output: null, operation: null, workflow: null, startedAt: null };
    const row = findingRow(aScope, { ...bare, endedAt: null, userData: null }, verdict, fingerprinting);
    expect(findingSchema.parse(row)).toMatchObject({ input: null, output: null, operation: null, workflow: null });
    expect(row).toMatchObject({ startedAt: null, endedAt: null, userData: null });
  });

  it("lets no secret of a URL through, in any column", () => {
    const ref = { bucket: signed, region: signed, object: signed };
    const row = findingRow(
      aScope,
      {
        ...failed,
        state: signed,
        code: signed,
        message: `see ${signed}`,
        input: ref,
        output: ref,
        operation: { templateId: signed, templateName: signed, rule: `watermark/1/image/${signed}` },
        workflow: { workflowId: signed, workflowName: signed, runId: signed },
        userData: signed,
        innerFailures: [{ path: "Operation.A", code: signed, message: signed }],
        extra: { Url: signed, Deep: [{ Url: signed }], Token: "hunter2" },
      },
      { name: "failed", reason: `failed with ${signed}` },
      fingerprinting,
    );
    expect(JSON.stringify(row)).not.toMatch(secret);
    expect(row.message).toMatch(/^see https:\/\/photos\.cos\.example\/in\/a\.jpg\?/);
  });
});

describe("carriedRow()", () => {
  it("is a finding that names the night of its job", () => {
    const row = carriedRow(aScope, { job: failed, verdict, night: "2026-11-20" }, fingerprinting);
    expect(carriedSchema.parse(row)).toEqual(row);
    expect(JSON.stringify(row)).toMatch(/^\{"createdAt":"2026-11-20T16:00:00\.000Z","jobId":"c0001",/);
    const { schema, ...finding } = findingRow(aScope, failed, verdict, fingerprinting);
    const told = { night: "2026-11-20", seen: true, retriedBy: null };
    expect(row).toEqual({ ...finding, schema: "job-audit/carried/v1", ...told });
    expect(schema).toBe("job-audit/finding/v1");
    expect(carriedRow(aScope, { job: failed, verdict, night: "2026-11-20", seen: false }, fingerprinting).seen).toBe(
      false,
    );
  });
});

describe("amendmentRow()", () => {
  const was = { state: "Running", startedAt: null };
  const told = { job: failed, night: "2026-11-20", change: "ended", was, reason: `failed with ${signed}` } as const;

  it("tells what the job was and what it came to, and no secret", () => {
    const row = amendmentRow(aScope, { ...told, verdict: "failed" }, fingerprinting);
    expect(amendmentSchema.parse(row)).toEqual(row);
    expect(JSON.stringify(row)).toMatch(/^\{"createdAt":"2026-11-20T16:00:00\.000Z","jobId":"c0001",/);
    expect(row).toMatchObject({ change: "ended", was, verdict: "failed", state: "Failed", night: "2026-11-20" });
    expect(row.fingerprint).toBe(findingRow(aScope, failed, verdict, fingerprinting).fingerprint);
    expect(JSON.stringify(row)).not.toMatch(secret);
  });

  it("has no fingerprint where nothing is wrong", () => {
    const row = amendmentRow(aScope, { ...told, job: aJob({ id: "c1" }), verdict: null }, fingerprinting);
    expect(amendmentSchema.parse(row)).toMatchObject({ verdict: null, fingerprint: null, olderFingerprints: [] });
  });
});

describe("openJobRow()", () => {
  it("holds what a later look needs, and no secret", () => {
    const input = { bucket: null, region: null, object: signed };
    const row = openJobRow(aScope, aJob({ id: "c7", state: "Submitted", startedAt: null, input }));
    expect(openJobSchema.parse(row)).toEqual(row);
    expect(JSON.stringify(row)).toMatch(/^\{"createdAt":"2026-11-20T16:00:00\.000Z","jobId":"c7",/);
    expect(row).toMatchObject({
      schema: "job-audit/open-job/v1",
      state: "Submitted",
      startedAt: null,
      tag: aScope.tag,
      operation: { templateId: "t1", templateName: null, rule: "imageMogr2/rotate/90" },
    });
    expect(JSON.stringify(row)).not.toMatch(secret);
  });

  it("was written before there was an operation", () => {
    const { operation: _, ...old } = openJobRow(aScope, aJob({ id: "c7", state: "Submitted" }));
    expect(openJobSchema.parse(old).operation).toBeNull();
  });
});

describe("queueRow()", () => {
  const place = { family: "pic", region: "ap-chongqing", bucket: "photos-1250000000" } as const;

  it("tells the queue as it was", () => {
    const row = queueRow(place, aQueue({ queueId: "pqueue1", state: "Paused", createdAt: null }));
    expect(queueSchema.parse(row)).toEqual(row);
    expect(row).toMatchObject({ ...place, queueId: "pqueue1", state: "Paused", createdAt: null, maxSize: 10_000 });
  });

  it("lets no secret of a URL through, in any column", () => {
    const callback = {
      state: signed,
      url: "https://user:hunter2@hooks.example/done?token=5ec2e7",
      event: signed,
      type: signed,
      resultFormat: signed,
      mqMode: signed,
      mqRegion: signed,
      mqName: signed,
    };
    const row = queueRow(place, aQueue({ queueId: "q", name: signed, state: signed, category: signed, callback }));
    expect(JSON.stringify(row)).not.toMatch(secret);
    expect(row.callback.url).toContain("hooks.example/done");
  });
});

describe("queueRow(), of a callback whose address is its own secret", () => {
  it("cuts it out of the path, whatever follows it", () => {
    const url = "https://hooks.example.com/services/T0000/B0000/abcdefghijklmnopqrstuvwx?x=1";
    const callback = { ...aQueue({ queueId: "q" }).callback, url };
    const row = queueRow({ family: "pic", region: "r", bucket: "b" }, aQueue({ queueId: "q", callback }));
    expect(row.callback.url).toMatch(
      /^https:\/\/hooks\.example\.com\/services\/T0000\/B0000\/\[cut:[0-9a-f]{12}\]\?\[cut:[0-9a-f]{12}\]$/,
    );
  });
});

describe("holeRow()", () => {
  it("says where, when and why, without secrets", () => {
    const hole = { from: midnight, to: midnight + 1_000, cause: "network", requestId: "r1", evidence: "v1/x" } as const;
    const { region, bucket, queueId } = aScope;
    const row = holeRow({ ...hole, region, bucket, queueId, tag: null, detail: `no answer from ${signed}` });
    expect(row).toMatchObject({
      region,
      bucket,
      queueId,
      tag: null,
      from: "2026-11-20T16:00:00.000Z",
      to: "2026-11-20T16:00:01.000Z",
      cause: "network",
      requestId: "r1",
      evidence: "v1/x",
    });
    expect(Object.keys(row)).toHaveLength(10);
    expect(row.detail).toMatch(/^no answer from https:/);
    expect(row.detail).not.toMatch(secret);
  });
});
