import { describe, expect, it } from "vitest";
import { explainFingerprint } from "../../../lib/core/fingerprint/explain-fingerprint.ts";
import type { FingerprintRule } from "../../../lib/core/fingerprint/rules/fingerprint-rule.ts";
import { createFingerprintScheme } from "../../../lib/core/fingerprint/versions.ts";

const rule: FingerprintRule = {
  kind: "split",
  pattern: "{who} locked",
  byOperation: true,
  code: null,
  reason: "owners",
};
const kind = {
  code: "E",
  message: "Li locked a/b.jpg",
  operation: { templateId: "t1", templateName: "n", rule: null },
};

describe("explainFingerprint", () => {
  it("tells the way, what counts, the layers and every version", () => {
    const explanation = explainFingerprint(kind, [rule]);
    expect(explanation).toMatchObject({
      code: "E",
      message: "Li locked a/b.jpg",
      substitutions: [
        { step: "key", before: "a/b.jpg", after: "<key>" },
        { step: "tidy", before: "Li locked <key>", after: "li locked <key>" },
        { step: "split", before: "who", after: "li", reason: "owners" },
        { step: "split", before: "operation", after: "t1", reason: "owners" },
      ],
      identity: ["E", "li locked <key>", ["who", "li"], ["operation", "t1"]],
      operation: "t1",
    });
    const scheme = createFingerprintScheme({ rules: [rule], older: ["v1", "v2"] });
    expect(explanation.fingerprints).toEqual(scheme.fingerprintsOf(kind));
    expect(explanation.fingerprints.at(-1)).toBe(`${scheme.current}:${explanation.layers.message}`);
  });
});
