import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTopRows } from "../../cli/top-rows.ts";

describe("createTopRows", () => {
  it("keeps what sorting all of them would give first, and counts them all", () => {
    const row = fc.record({ rank: fc.nat(20), id: fc.nat() });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 400 }), fc.integer({ min: 0, max: 30 }), (rows, most) => {
        const top = createTopRows<(typeof rows)[number]>(most, (a, b) => a.rank - b.rank);
        for (const each of rows) top.add(each);
        const sorted = rows.toSorted((a, b) => a.rank - b.rank);
        expect(top.rows()).toEqual(sorted.slice(0, most));
        expect(top.seen).toBe(rows.length);
      }),
    );
  });
});
