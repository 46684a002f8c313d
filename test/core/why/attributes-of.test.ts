import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attributesOf, type Failure } from "../../../lib/core/why/attributes-of.ts";
import { hostileText } from "../hostile-text.ts";

const failure: Failure = {
  queueId: "pqueue1",
  input: { bucket: null, region: null, object: "uploads/heic/2026/11/21/IMG_1.HEIC" },
  operation: { templateId: null, templateName: null, rule: "imageMogr2/format/webp" },
  workflow: { workflowId: "w1", workflowName: "on upload", runId: "r1" },
  code: "UnsupportedFormat",
  fingerprint: "v2:00",
  createdAt: "2026-11-21T04:00:00.000Z",
};
const hourOf = () => "12";

function of(change: Partial<Failure>): readonly string[] {
  return attributesOf({ ...failure, ...change }, hourOf).map(({ attribute, value }) => `${attribute}=${value}`);
}

function ofKey(object: string): readonly string[] {
  return of({ input: { bucket: null, region: null, object } }).filter((each) => /^(prefix|extension)=/.test(each));
}

describe("attributesOf()", () => {
  it("tells where a job came from, what was done to it, and how it failed", () => {
    expect(of({})).toEqual([
      "queue=pqueue1",
      "operation=imageMogr2/format",
      "prefix=uploads/",
      "prefix=uploads/heic/",
      "prefix=uploads/heic/2026/",
      "prefix=uploads/heic/2026/11/",
      "extension=heic",
      "workflow=w1",
      "code=UnsupportedFormat",
      "fingerprint=v2:00",
      "hour=12",
    ]);
  });

  it("gives what a job has none of as an empty value, and nothing of a key that is not told", () => {
    expect(of({ input: null, operation: null, workflow: null, code: "" })).toEqual([
      "queue=pqueue1",
      "operation=",
      "workflow=",
      "code=",
      "fingerprint=v2:00",
      "hour=12",
    ]);
    expect(of({ input: { bucket: "b", region: null, object: null } })).not.toContain("prefix=");
    expect(of({ workflow: { workflowId: null, workflowName: "on upload", runId: null } })).toContain(
      "workflow=on upload",
    );
  });

  it.each([
    ["cat.jpg", ["prefix=", "extension=jpg"]],
    ["a/cat", ["prefix=a/", "extension="]],
    ["a.b/cat", ["prefix=a.b/", "extension="]],
    ["a/.hidden", ["prefix=a/", "extension="]],
    ["a/cat.", ["prefix=a/", "extension="]],
    ["a/cat.JPG", ["prefix=a/", "extension=jpg"]],
    ["a/cat.mp4", ["prefix=a/", "extension=mp4"]],
    ["a/cat.图片", ["prefix=a/", "extension=图片"]],
    ["a/v1.0 final", ["prefix=a/", "extension="]],
    ["a/cat.abcdefghijkl", ["prefix=a/", "extension=abcdefghijkl"]],
    ["a/cat.abcdefghijklm", ["prefix=a/", "extension="]],
    ["/cat.jpg", ["prefix=/", "extension=jpg"]],
    ["a//cat.jpg", ["prefix=a/", "prefix=a//", "extension=jpg"]],
    ["a/", ["prefix=a/", "extension="]],
  ])("reads the key %s", (key, expected) => {
    expect(ofKey(key)).toEqual(expected);
  });

  it("cuts what is long, whole characters only, and gives no two prefixes that are cut alike", () => {
    const folder = `${"x".repeat(199)}😀`;
    expect(ofKey(`a/${"x".repeat(300)}/b/cat.jpg`)).toEqual([
      "prefix=a/",
      `prefix=a/${"x".repeat(198)}…`,
      "extension=jpg",
    ]);
    expect(ofKey(`${folder}/cat.jpg`)).toEqual([`prefix=${"x".repeat(199)}…`, "extension=jpg"]);
    expect(ofKey(`${"x".repeat(199)}/cat.jpg`)).toEqual([`prefix=${"x".repeat(199)}/`, "extension=jpg"]);
    expect(of({ code: "c".repeat(1_000_000) })).toContain(`code=${"c".repeat(200)}…`);
  });

  it("gives short values, and none twice, whatever the key is", () => {
    const key = fc.oneof(hostileText(), fc.string({ unit: "binary", maxLength: 400 }), fc.string());
    fc.assert(
      fc.property(fc.array(key, { maxLength: 6 }), (parts) => {
        const texts = ofKey(parts.join("/"));
        expect(new Set(texts).size).toBe(texts.length);
        expect(texts.length).toBeLessThanOrEqual(5);
        for (const text of texts) expect(text.length).toBeLessThanOrEqual("extension=".length + 201);
      }),
    );
  });
});
