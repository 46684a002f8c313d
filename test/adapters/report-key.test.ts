import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assertClaimable, assertReportKey } from "../../lib/adapters/report-key.ts";
import { StoreError } from "../../lib/core/errors.ts";

describe("assertReportKey()", () => {
  it.each([
    "a",
    "v1/findings/family=pic/date=2026-11-21/part-00000-ab.jsonl.gz",
    "a.b/..c/...",
    "A_=-.9",
    "x".repeat(200),
  ])("takes %j", (key) => {
    expect(() => assertReportKey(key)).not.toThrow();
  });

  it.each([
    "",
    "/",
    "/a",
    "a/",
    "a//b",
    ".",
    "..",
    "a/../b",
    "./a",
    "a/..",
    "a b",
    "a\\b",
    "a\n",
    "ä",
    "a%2fb",
    "a~b",
    "C:",
    `${"a/".repeat(425)}a`,
    "x".repeat(201),
    `v1/${"x".repeat(10_000)}`,
  ])("refuses %j", (key) => {
    expect(() => assertReportKey(key)).toThrow(StoreError);
  });

  it("takes nothing that could leave a folder, whatever it looks like", () => {
    const text = fc.array(fc.constantFrom("a", ".", "..", "/", "\\", "\u0000", "~", "%", " "), { maxLength: 8 });
    fc.assert(
      fc.property(text, (parts) => {
        const key = parts.join("");
        const url = new URL(`file:///root/${key.replaceAll("%", "%25")}`).pathname;
        const taken = !throws(() => assertReportKey(key));
        expect(taken && url !== `/root/${key}`).toBe(false);
      }),
    );
  });

  it("shows a hostile key without its control characters, and not all of a long one", () => {
    expect(() => assertReportKey("a\u001b[31m")).toThrow(String.raw`"a\u001b[31m"`);
    try {
      assertReportKey(`${"x".repeat(5_000)} `);
    } catch (error) {
      expect((error as Error).message.length).toBeLessThan(400);
    }
  });
});

describe("assertClaimable()", () => {
  it("refuses to claim with no bytes", () => {
    expect(() => assertClaimable("a", new Uint8Array())).toThrow(StoreError);
    expect(() => assertClaimable("a", new Uint8Array(1))).not.toThrow();
  });
});

function throws(run: () => void): boolean {
  try {
    run();
    return false;
  } catch {
    return true;
  }
}
