import { describe, expect, it } from "vitest";
import type { ObjectRef, Operation } from "../../lib/core/job.ts";
import { operationName, workKey } from "../../lib/core/job-identity.ts";

const place = { family: "pic", region: "ap-chongqing", bucket: "photos-1250000000", tag: "PicProcess" } as const;
const input: ObjectRef = { bucket: "photos-1250000000", region: "ap-chongqing", object: "a/b.jpg" };
const byTemplate: Operation = { templateId: "t1", templateName: "Thumbnail", rule: null };
const byRule: Operation = { templateId: null, templateName: null, rule: "imageMogr2/thumbnail/!50p/quality/80" };

describe("workKey()", () => {
  it("is the same for the same object and operation, whatever the template is called now", () => {
    const renamed = { ...byTemplate, templateName: "Small" };
    expect(workKey(place, { input, operation: renamed })).toBe(workKey(place, { input, operation: byTemplate }));
  });

  it("takes the scope's place where the input names none", () => {
    const bare = { bucket: null, region: null, object: "a/b.jpg" };
    expect(workKey(place, { input: bare, operation: byRule })).toBe(workKey(place, { input, operation: byRule }));
  });

  it.each([
    ["another object", { input: { ...input, object: "a/c.jpg" }, operation: byTemplate }],
    ["another bucket", { input: { ...input, bucket: "other-1250000000" }, operation: byTemplate }],
    ["another region", { input: { ...input, region: "ap-beijing" }, operation: byTemplate }],
    ["another template", { input, operation: { ...byTemplate, templateId: "t2" } }],
    ["a rule", { input, operation: byRule }],
  ])("tells %s apart", (_, job) => {
    expect(workKey(place, job)).not.toBe(workKey(place, { input, operation: byTemplate }));
  });

  it("tells another rule apart", () => {
    const wider = { ...byRule, rule: "imageMogr2/thumbnail/!60p/quality/80" };
    expect(workKey(place, { input, operation: wider })).not.toBe(workKey(place, { input, operation: byRule }));
  });

  it("tells tags apart", () => {
    const job = { input, operation: byTemplate };
    expect(workKey({ ...place, tag: "ImageInspect" }, job)).not.toBe(workKey(place, job));
  });

  it.each([null, { ...input, object: null }, { ...input, object: "" }])("is null without an object: %j", (none) => {
    expect(workKey(place, { input: none, operation: byTemplate })).toBeNull();
  });
});

describe("workKey(), of a job that names no operation", () => {
  const named: Operation = { templateId: null, templateName: "Thumbnail", rule: null };
  const blank: Operation = { templateId: "", templateName: null, rule: "" };

  it.each(["PicProcess", "PosterProduction", "SomethingNew"])(
    "is null under %s: two such jobs need not have done the same",
    (tag) => {
      for (const operation of [null, named, blank]) expect(workKey({ ...place, tag }, { input, operation })).toBeNull();
    },
  );

  it("is the tag's where the tag is the operation", () => {
    const inspect = { ...place, tag: "ImageInspect" };
    const key = workKey(inspect, { input, operation: null });
    expect(key).toContain("ImageInspect");
    expect(workKey(inspect, { input, operation: { templateId: null, templateName: null, rule: null } })).toBe(key);
    expect(workKey(inspect, { input: { ...input, object: "a/c.jpg" }, operation: null })).not.toBe(key);
  });
});

describe("operationName()", () => {
  it.each([
    [byTemplate, "t1"],
    [byRule, "imageMogr2/thumbnail"],
    [{ ...byRule, rule: "imageInspect" }, "imageInspect"],
    [{ ...byTemplate, templateId: "" }, null],
    [{ ...byRule, rule: null }, null],
    [null, null],
  ])("of %j is %s", (operation, expected) => {
    expect(operationName(operation)).toBe(expected);
  });
});
