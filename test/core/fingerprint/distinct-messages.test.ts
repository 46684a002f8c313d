import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type DistinctMessages,
  distinctCap,
  distinctOf,
  mergeDistinct,
} from "../../../lib/core/fingerprint/distinct-messages.ts";

function count(messages: readonly string[]): DistinctMessages {
  return messages.map(distinctOf).reduce<DistinctMessages>(mergeDistinct, []);
}

describe("mergeDistinct", () => {
  it("counts each message once, up to the cap", () => {
    const messages = fc.array(fc.nat({ max: 80 }).map(String), { maxLength: 200 });
    fc.assert(
      fc.property(messages, (list) => {
        expect(count(list)).toHaveLength(Math.min(new Set(list).size, distinctCap));
      }),
    );
  });

  it("comes to the same in any order and any parts", () => {
    const messages = fc.array(fc.nat({ max: 80 }).map(String), { maxLength: 120 });
    fc.assert(
      fc.property(messages, fc.nat(), (list, at) => {
        const split = list.length === 0 ? 0 : at % list.length;
        const parts = mergeDistinct(count(list.slice(split)), count(list.slice(0, split).reverse()));
        expect(parts).toEqual(count(list));
      }),
    );
  });

  it("makes no new list where nothing is added", () => {
    const full = count(Array.from({ length: 200 }, (_, index) => `message ${index}`));
    expect(full).toHaveLength(32);
    expect(mergeDistinct(full, full)).toBe(full);
    expect(mergeDistinct(full, ["ffffffffffff"])).toBe(full);
    expect(mergeDistinct(full, ["000000000000"])[0]).toBe("000000000000");
  });
});
