import { describe, expect, it } from "vitest";
import { operationName, ruleName } from "../../../../lib/core/fingerprint/v2/operation-name.ts";

describe("ruleName", () => {
  it.each([
    ["imageMogr2/thumbnail/300x|imageMogr2/rotate/90", "imageMogr2/thumbnail"],
    ["imageMogr2/format/webp", "imageMogr2/format"],
    ["imageView2/1/w/100", "imageView2"],
    ["watermark/2/text/5pWw5o2u", "watermark"],
    ["imageInfo", "imageInfo"],
    ["images/1.jpg", null],
    ["", null],
  ])("of %j is %j", (rule, name) => {
    expect(ruleName(rule)).toBe(name);
  });
});

describe("operationName", () => {
  it("is the template's id, else its name, else the rule's name", () => {
    const none = { templateId: null, templateName: null, rule: null };
    expect(operationName({ templateId: "t1", templateName: "n", rule: "r" })).toBe("t1");
    expect(operationName({ ...none, templateName: "n", rule: "r" })).toBe("n");
    expect(operationName({ ...none, rule: "imageMogr2/crop/9x9" })).toBe("imageMogr2/crop");
    expect(operationName({ ...none, rule: "odd" })).toBe("odd");
    expect(operationName(none)).toBeNull();
  });
});
