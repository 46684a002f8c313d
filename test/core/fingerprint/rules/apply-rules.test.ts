import { describe, expect, it } from "vitest";
import type { FailureKind } from "../../../../lib/core/fingerprint/failure-kind.ts";
import { compileRules } from "../../../../lib/core/fingerprint/rules/apply-rules.ts";
import type { FingerprintRule } from "../../../../lib/core/fingerprint/rules/fingerprint-rule.ts";
import { createFingerprinterV2, traceV2 } from "../../../../lib/core/fingerprint/v2/fingerprint.ts";

function of(rules: readonly FingerprintRule[], message: string, rest: Partial<FailureKind> = {}): string {
  return createFingerprinterV2(compileRules(rules))({ code: "E", message, ...rest });
}

function identity(rules: readonly FingerprintRule[], message: string, rest: Partial<FailureKind> = {}): unknown {
  return traceV2({ code: "E", message, ...rest }, compileRules(rules), () => {}).identity;
}

const rest = { code: null, reason: "x" } as const;
const mask = (pattern: string, as = "part", code: string | null = null): FingerprintRule => ({
  kind: "mask",
  pattern,
  as,
  code,
  reason: "x",
});
const split = (pattern: string, code: string | null = null): FingerprintRule => ({
  kind: "split",
  pattern,
  byOperation: false,
  code,
  reason: "x",
});

describe("compileRules(), of masks", () => {
  it("masks what wildcards stand for, or all of a pattern without any, wherever it matches", () => {
    expect(identity([mask("rack *-{unit}")], "rack a-b and rack c-d")).toEqual([
      "E",
      "rack <part>-<part> and rack <part>-<part>",
    ]);
    expect(identity([mask("north")], "from north to north")).toEqual(["E", "from <part> to <part>"]);
    expect(of([mask("by *")], "locked by li")).toBe(of([mask("by *")], "locked by wang"));
  });

  it("masks in order, and sees the job's own keys gone", () => {
    const rules = [mask("at *", "place"), mask("at <place>", "site")];
    expect(identity(rules, "stuck at dock")).toEqual(["E", "stuck <site>"]);
    expect(identity([mask("of *")], "size of a b/c.jpg", { ownKeys: ["a b/c.jpg"] })).toEqual(["E", "size of <key>"]);
  });

  it("applies to its code alone where it names one", () => {
    expect(identity([mask("by *", "who", "F")], "locked by li")).toEqual(["E", "locked by li"]);
    expect(identity([mask("by *", "who", "E")], "locked by li")).toEqual(["E", "locked by <who>"]);
  });
});

describe("compileRules(), of splits", () => {
  it("adds named parts, in small letters, of the message as the report shows it", () => {
    const rules = [split("decode **.{extension}")];
    const own = { ownKeys: ["a/猫 1.HEIC"] };
    expect(identity(rules, "decode a/猫 1.HEIC", own)).toEqual(["E", "decode <key>", ["extension", "heic"]]);
    expect(of(rules, "decode a.jpg")).toBe(of(rules, "decode b.JPG"));
    expect(of(rules, "decode a.jpg")).not.toBe(of(rules, "decode a.png"));
    expect(of(rules, "encode a.jpg")).toBe(of([], "encode a.jpg"));
  });

  it("adds all splits that match, of long parts the beginning, and nothing of other codes", () => {
    const rules = [split("a {x}"), split("b {y}"), split("b {z}", "F")];
    expect(identity(rules, "a 1 b 2")).toEqual(["E", "a <num> b <num>", ["x", "1"], ["y", "2"]]);
    expect(identity([split("a {x}")], `a ${"y".repeat(100)}`)).toMatchObject({ 2: ["x", "y".repeat(64)] });
  });
});

describe("compileRules(), of merges", () => {
  const merge = (patterns: readonly string[], as: string, code: string | null = null): FingerprintRule => ({
    kind: "merge",
    patterns,
    as,
    code,
    reason: "x",
  });

  it("makes one group of all that match, across codes unless it names one", () => {
    const rules = [merge(["timed out", "**超时"], "slow")];
    expect(of(rules, "read timed out", { code: "A" })).toBe(of(rules, "下载超时", { code: "B" }));
    expect(of(rules, "read failed")).toBe(of([], "read failed"));
    const own = [merge(["timed out"], "slow", "A")];
    expect(of(own, "read timed out", { code: "A" })).toBe(of(own, "write timed out", { code: "A" }));
    expect(of(own, "read timed out", { code: "B" })).toBe(of([], "read timed out", { code: "B" }));
    expect(of(own, "timed out", { code: "A" })).not.toBe(of(rules, "timed out", { code: "A" }));
  });

  it("lets the first that matches decide, and no other rule after it", () => {
    const rules = [mask("by *"), merge(["late"], "first"), merge(["late by"], "second"), split("by {who}")];
    expect(identity(rules, "late by li")).toEqual({ merged: "first", code: null });
    expect(identity(rules, "early by li")).toEqual(["E", "early by <part>", ["who", "li"]]);
  });

  it("tells why", () => {
    const notes: unknown[] = [];
    traceV2(
      { code: "E", message: "is  late" },
      compileRules([{ ...merge(["late"], "slow"), ...rest, reason: "one cause" }]),
      (note) => notes.push(note),
    );
    expect(notes).toEqual([{ step: "merge", before: "is late", after: "<slow>", reason: "one cause" }]);
  });
});
