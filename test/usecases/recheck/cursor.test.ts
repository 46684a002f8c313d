import { describe, expect, it } from "vitest";
import { createCursor } from "../../../lib/usecases/recheck/cursor.ts";

function counting(...values: readonly number[]) {
  let read = 0;
  async function* rows() {
    for (const value of values) {
      read += 1;
      yield value;
    }
  }
  return { cursor: createCursor(rows()), read: () => read };
}

describe("createCursor()", () => {
  it("passes rows while the test holds, and stands at the next", async () => {
    const { cursor } = counting(1, 2, 3, 4);
    const taken: number[] = [];
    await cursor.passWhile((row) => row < 2);
    await cursor.passWhile(
      (row) => row < 4,
      (row) => taken.push(row),
    );
    expect(taken).toEqual([2, 3]);
    expect([await cursor.peek(), await cursor.peek()]).toEqual([4, 4]);
  });

  it("stays behind the last row", async () => {
    const { cursor } = counting(1);
    await cursor.passWhile(() => true);
    await cursor.passWhile(() => true);
    expect(await cursor.peek()).toBeNull();
  });

  it("reads nothing before it is asked, and no row before it is needed", async () => {
    const { cursor, read } = counting(1, 2, 3);
    expect(read()).toBe(0);
    await cursor.peek();
    expect(read()).toBe(1);
    await cursor.passWhile((row) => row < 2);
    expect(read()).toBe(2);
  });
});
