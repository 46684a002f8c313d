import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareRowKeys } from "../../lib/core/row-key.ts";
import { toLine } from "../../lib/usecases/report/line-runs.ts";

const noon = "2026-11-20T04:00:00.000Z";
const row = (createdAt: string, jobId: string, more: object = {}) =>
  toLine({ createdAt, jobId, schema: "v1", ...more });
const at = (bytes: Buffer, offset = 0) => ({ bytes, at: offset });

describe("compareRowKeys()", () => {
  it("tells by creation time, then by id, and looks at nothing else", () => {
    const a = row(noon, "j1", { verdict: "failed" });
    expect(compareRowKeys(at(a), at(row("2026-11-20T04:00:01.000Z", "j0")))).toBeLessThan(0);
    expect(compareRowKeys(at(a), at(row(noon, "j2")))).toBeLessThan(0);
    expect(compareRowKeys(at(row(noon, "j2")), at(a))).toBeGreaterThan(0);
    expect(compareRowKeys(at(a), at(row(noon, "j1", { verdict: "stuck", note: "j9" })))).toBe(0);
  });

  it("orders ids as lines are sorted, whatever they hold", () => {
    const id = fc.oneof(fc.string({ minLength: 1 }), fc.stringMatching(/^[a图"\\! ]{1,4}$/));
    fc.assert(
      fc.property(id, id, fc.nat(40), (one, other, padding) => {
        const before = Buffer.alloc(padding, "x");
        const [a, b] = [row(noon, one), row(noon, other)];
        const order = compareRowKeys(at(Buffer.concat([before, a]), padding), at(b));
        expect(order).toBe(Buffer.compare(a, b));
      }),
    );
  });

  it("finds no key where a line does not begin with one, or does not end it", () => {
    const sound = row(noon, "j1");
    const text = sound.toString("utf8");
    const broken = [
      "",
      "{}\n",
      "null\n",
      text.replace("createdAt", "createdOn"),
      text.replace(".000Z", "Z"),
      text.slice(0, text.indexOf('j1"') + 2),
      `${text.slice(0, text.indexOf('j1"') + 2)}\n"`,
      text.replace('j1"', 'j1\\"').replace(/,"schema.*/, ""),
    ];
    for (const line of broken) {
      expect([line, compareRowKeys(at(Buffer.from(line)), at(sound))]).toEqual([line, null]);
      expect([line, compareRowKeys(at(sound), at(Buffer.from(line)))]).toEqual([line, null]);
    }
  });
});
