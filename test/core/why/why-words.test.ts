import { describe, expect, it } from "vitest";
import { type Why, whyAttributes } from "../../../lib/core/schema/why.ts";
import { conditionText, whySentence } from "../../../lib/core/why/why-words.ts";
import { failed } from "./failures.ts";

const why: Why = {
  extra: 640.4,
  nights: ["2026-11-20"],
  rule: {
    conditions: [...failed("prefix=uploads/heic/ operation=imageMogr2/format")],
    failed: 615,
    expected: 3.4,
    excess: 611.6,
    coverage: 0.955,
  },
  attributes: [],
  mix: { rates: 0.05, mix: 0.001 },
  sampled: false,
};
const shifted = { rates: 0, mix: 0.05 };

describe("whySentence()", () => {
  it("says how many of the extra failures the rule covers", () => {
    expect(whySentence(why, "en")).toBe("612 of 640 extra failures: prefix uploads/heic/, operation imageMogr2/format");
    expect(whySentence(why, "zh")).toBe("多出的 640 个失败中有 612 个：前缀 uploads/heic/，操作 imageMogr2/format");
  });

  it("counts thousands, and never more than there are", () => {
    const rule = why.rule && { ...why.rule, excess: 12_400 };
    expect(whySentence({ ...why, extra: 12_345, rule }, "en")).toMatch(/^12,345 of 12,345 extra failures: /);
  });

  it("says so when there is no rule", () => {
    expect(whySentence({ ...why, rule: null }, "en")).toBe("640 extra failures: nothing sets them apart");
    expect(whySentence({ ...why, rule: null, mix: null }, "zh")).toBe("多出的 640 个失败：没有明显的共同点");
  });

  it("tells jobs that shifted to bad operations apart from rates that rose", () => {
    expect(whySentence({ ...why, rule: null, mix: shifted }, "en")).toBe(
      "640 extra failures: jobs shifted to operations that fail more often",
    );
    expect(whySentence({ ...why, mix: shifted }, "zh")).toMatch(/imageMogr2\/format，任务转向了失败较多的操作$/);
  });
});

describe("conditionText()", () => {
  it("calls a template by its name, and nothing else by one", () => {
    const names = new Map([["t1", "brand mark"]]);
    expect(conditionText({ attribute: "operation", value: "t1" }, "en", names)).toBe('operation "brand mark"');
    expect(conditionText({ attribute: "operation", value: "t2" }, "zh", names)).toBe("操作 t2");
    expect(conditionText({ attribute: "prefix", value: "t1" }, "en", names)).toBe("prefix t1");
    const rule = { conditions: [{ attribute: "operation" as const, value: "t1" }], failed: 3, expected: 0, excess: 3 };
    expect(whySentence({ ...why, rule: { ...rule, coverage: 1 } }, "en", names)).toContain('operation "brand mark"');
  });

  it.each([
    ["uploads/heic/", "prefix uploads/heic/"],
    ["活动/双11&返场/", "prefix 活动/双11&返场/"],
    ["a b/", 'prefix "a b/"'],
    ["a, operation b/", 'prefix "a, operation b/"'],
    ['a"b/', 'prefix "a\\"b/"'],
    ["a\nb/", 'prefix "a\\nb/"'],
    ["a\u001b[31mb/", 'prefix "a\\u001b[31mb/"'],
    ["a\u202eb/", 'prefix "a\\u{202e}b/"'],
    ["a\ud800/", 'prefix "a\\ud800/"'],
    [`${"x".repeat(90)}/`, `prefix "${"x".repeat(80)}"…`],
  ])("shows the value %j so that it stays text", (value, expected) => {
    expect(conditionText({ attribute: "prefix", value }, "en")).toBe(expected);
  });

  it("has words in both languages for every attribute, and for having none", () => {
    for (const language of ["en", "zh"] as const) {
      const some = whyAttributes.map((attribute) => conditionText({ attribute, value: "x" }, language));
      const none = whyAttributes.map((attribute) => conditionText({ attribute, value: "" }, language));
      expect(new Set([...some, ...none]).size).toBe(2 * whyAttributes.length);
    }
    const english = whyAttributes.map((attribute) => conditionText({ attribute, value: "x" }, "en"));
    expect(english).toEqual(whyAttributes.map((attribute) => `${attribute} x`));
    for (const attribute of whyAttributes) {
      expect(conditionText({ attribute, value: "" }, "en")).toMatch(
        new RegExp(`^no ${attribute === "prefix" ? "folder" : attribute}`),
      );
      expect(conditionText({ attribute, value: "" }, "zh")).toMatch(/^[无未]\p{Script=Han}+/u);
      expect(conditionText({ attribute, value: "x" }, "zh")).toMatch(/^\p{Script=Han}+.* x$/u);
    }
    expect(conditionText({ attribute: "extension", value: "" }, "en")).toBe("no extension");
    expect(conditionText({ attribute: "workflow", value: "" }, "zh")).toBe("无工作流");
  });
});
