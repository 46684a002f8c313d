import { describe, expect, it } from "vitest";
import { fingerprintText } from "../../../cli/render/fingerprint-text.ts";
import { plainLook } from "../../../cli/render/look.ts";
import { explainFingerprint } from "../../../lib/core/fingerprint/explain-fingerprint.ts";

describe("fingerprintText", () => {
  it("says where a version comes to something else than was recorded", () => {
    const kind = { code: "E", message: "" };
    const text = fingerprintText(
      { title: "Job", kind, recorded: ["v2:0", "v9:1"] },
      explainFingerprint(kind, []),
      plainLook,
    );
    expect(text).toMatch(
      /^ {4}v2 {13}v2:[0-9a-f]{32}, but recorded is v2:0\n {4}v9 {13}v9:1 as recorded, by other rules\n$/m,
    );
    expect(text).toMatch(/^ {4}v1 {13}v1:[0-9a-f]{32}$/m);
    expect(text).toContain("    message        (empty)\n");
  });
});
