import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FailureKind } from "../../../../lib/core/fingerprint/failure-kind.ts";
import { compileRules } from "../../../../lib/core/fingerprint/rules/apply-rules.ts";
import type { FingerprintRule } from "../../../../lib/core/fingerprint/rules/fingerprint-rule.ts";
import type { Substitution } from "../../../../lib/core/fingerprint/substitution.ts";
import { createFingerprinterV2, traceV2 } from "../../../../lib/core/fingerprint/v2/fingerprint.ts";
import { variables } from "../variables.ts";

function of(message: string, rest: Partial<FailureKind> = {}, rules: readonly FingerprintRule[] = []): string {
  return createFingerprinterV2(compileRules(rules))({ code: "E", message, ...rest });
}

const rule = { code: null, reason: "x" } as const;
const thumbnail = { templateId: null, templateName: null, rule: "imageMogr2/thumbnail/300x" };

describe("createFingerprinterV2()", () => {
  it.each(Object.entries(variables()))("does not change with %s", (_name, variable) => {
    const sentences = ["Cannot read # now", "处理 # 失败", "a=#, b=2", "（#）", "source: #", "[#]", 'is "#" there'];
    fc.assert(
      fc.property(fc.constantFrom(...sentences), variable, variable, (sentence, first, second) => {
        expect(of(sentence.replace("#", () => first))).toBe(of(sentence.replace("#", () => second)));
      }),
    );
  });

  it("does not change with the job's own keys, whatever they hold and however they are told", () => {
    const key = fc
      .array(fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 4 })
      .map((parts) => `in/${parts.map((part) => part.replace(/[\p{Cc}\p{M}\p{Cs}:/%<>]/gu, "_")).join("/")}.jpg`);
    const tell = fc.constantFrom(
      (text: string) => text,
      (text: string) => text.split("/").map(encodeURIComponent).join("/"),
      (text: string) => `/${text}`,
    );
    fc.assert(
      fc.property(key, key, tell, (first, second, told) => {
        const message = (each: string) => of(`源文件下载失败：${told(each)}，HTTP 404`, { ownKeys: [each] });
        expect(message(first)).toBe(message(second));
      }),
    );
  });

  it("never is the same for two codes", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (a, b, message) => {
        fc.pre(a !== b);
        expect(of(message, { code: a })).not.toBe(of(message, { code: b }));
      }),
    );
  });

  it("never is the same for two status codes or error numbers", () => {
    const words = ["status code: #", "errno #", '{"code":#}', "exit code #", "错误码：#", "返回码 #", "curl: (#)"];
    const number = fc.integer({ min: -99_999, max: 99_999 });
    fc.assert(
      fc.property(fc.constantFrom(...words), number, number, (word, a, b) => {
        fc.pre(a !== b);
        const message = (each: number) => of(`读取 a/b.jpg 失败, ${word.replace("#", String(each))}`);
        expect(message(a)).not.toBe(message(b));
      }),
    );
  });

  it("never is the same for two HTTP statuses", () => {
    const status = fc.integer({ min: 100, max: 599 });
    fc.assert(
      fc.property(
        fc.constantFrom("HTTP #", "下载失败（#）", "answered #", "HTTP/1.1 #"),
        status,
        status,
        (word, a, b) => {
          fc.pre(a !== b && (a > 399 || b > 399 || !word.includes("（")));
          expect(of(word.replace("#", String(a)))).not.toBe(of(word.replace("#", String(b))));
        },
      ),
    );
  });

  it("does not count the operation, unless a split says so", () => {
    const split: FingerprintRule = { kind: "split", pattern: "timed out", byOperation: true, ...rule };
    expect(of("timed out", { operation: thumbnail })).toBe(of("timed out"));
    expect(of("timed out", { operation: thumbnail }, [split])).not.toBe(of("timed out", {}, [split]));
    const larger = { ...thumbnail, rule: "imageMogr2/thumbnail/!50p" };
    expect(of("timed out", { operation: larger }, [split])).toBe(of("timed out", { operation: thumbnail }, [split]));
    expect(of("is late", { operation: thumbnail }, [split])).toBe(of("is late"));
  });

  it("is the same whether secrets were cut before or not", () => {
    const message = "GET https://u:p@h.example.com/x?sign=abc failed, x-cos-security-token=abc";
    const cut = "GET https://[cut:1a2b3c4d5e6f]@h.example.com/x failed, x-cos-security-token=[cut:ba7816bf8f01]";
    expect(of(message)).toBe(of(cut));
  });
});

describe("createFingerprinterV2(), asked again and again", () => {
  const onlyE: FingerprintRule = { kind: "mask", pattern: "shard-*", as: "shard", code: "E", reason: "random" };

  it("gives what it gives when it is asked for the first time, whatever it was asked before", () => {
    const rules = compileRules([onlyE]);
    const worn = createFingerprinterV2(rules);
    const words = fc.constantFrom("cannot read", "shard-x", "shard-y", "in/a.jpg", "b/c.png", "404", "E", "1 ", "超时");
    const message = fc.array(words, { maxLength: 4 }).map((parts) => parts.join(" "));
    const kind = fc.record({
      code: fc.constantFrom("E", "F", "1 E", ""),
      message,
      ownKeys: fc.subarray(["in/a.jpg", "b/c.png"]),
    });
    fc.assert(
      fc.property(fc.array(kind, { minLength: 1, maxLength: 20 }), (kinds) => {
        for (const each of kinds) expect(worn(each)).toBe(createFingerprinterV2(rules)(each));
      }),
    );
  });

  it("keeps codes apart of which one's messages look like another's", () => {
    const make = createFingerprinterV2(compileRules([onlyE]));
    const of = (code: string, message: string) => make({ code, message });
    expect(of("F", "shard-x")).not.toBe(of("F", "shard-y"));
    expect(of("E", "shard-x")).toBe(of("E", "shard-y"));
    expect(of("F", "Eshard-x")).not.toBe(of("FE", "shard-x"));
  });
});

describe("traceV2", () => {
  const trace = (kind: FailureKind, rules: readonly FingerprintRule[] = []) => {
    const notes: Substitution[] = [];
    return { ...traceV2(kind, compileRules(rules), (note) => notes.push(note)), notes };
  };

  it("gives three layers, each with what the one before has", () => {
    const kind = { code: "E", message: "timed out", operation: thumbnail };
    const { layers, operation } = trace(kind);
    // printf '["E"]' | sha256sum, and so on
    expect(layers).toEqual({
      code: "ea09f2a88eee5e203b5b09d6411d3829",
      message: "cdba8d2ac8bf99f4a331bc01217bc0a0",
      operation: "eef5c92ab39be9e6551d5134486c77c2",
    });
    expect(operation).toBe("imageMogr2/thumbnail");
    expect(layers.message).toBe(createFingerprinterV2(compileRules([]))(kind));
    expect(trace({ ...kind, operation: null }).layers).toEqual({ ...layers, operation: null });
    expect(trace({ ...kind, message: "late" }).layers.code).toBe(layers.code);
  });

  it("tells each substitution in order, with the reasons of rules", () => {
    const mask: FingerprintRule = { kind: "mask", pattern: "shard-*", as: "shard", code: null, reason: "random" };
    const kind = { code: "E", message: "Ｒead in/a b.jpg of shard-x, HTTP 404 at 12:00:01", ownKeys: ["in/a b.jpg"] };
    expect(trace(kind, [mask])).toMatchObject({
      identity: ["E", "read <key> of shard-<shard>,http 404 at <time>"],
      notes: [
        { step: "own key", before: "in/a b.jpg", after: "<key>" },
        { step: "plain text", before: "Ｒead <key> of shard-x, HTTP 404 at 12:00:01" },
        { step: "mask", before: "x", after: "<shard>", reason: "random" },
        { step: "time", before: "12:00:01", after: "<time>" },
        { step: "tidy", after: "read <key> of shard-<shard>,http 404 at <time>" },
      ],
    });
  });
});
