import { describe, expect, it } from "vitest";
import { createBodyPool } from "../../../lib/adapters/tencent/body-pool.ts";

describe("createBodyPool()", () => {
  it("gives the same room again once it is given back, and never to two at a time", () => {
    const pool = createBodyPool(2);
    const [one, other] = [pool.take(), pool.take()];
    expect(other).not.toBe(one);
    pool.giveBack(one);
    expect(pool.take()).toBe(one);
    expect(pool.take()).not.toBe(one);
  });

  it("keeps no more than it may", () => {
    const pool = createBodyPool(1);
    const [one, other] = [pool.take(), pool.take()];
    pool.giveBack(one);
    pool.giveBack(other);
    expect(pool.take()).toBe(one);
    expect(pool.take()).not.toBe(other);
  });

  it("has room for a page of 100 jobs", () => {
    expect(createBodyPool(1).take().length).toBeGreaterThan(200_000);
  });
});
