import { describe, expect, it } from "vitest";
import { listIds } from "../../../lib/usecases/recount/id-list.ts";

const many = Array.from({ length: 500 }, (_, index) => `j${String((index * 7) % 500).padStart(3, "0")}`);

describe("listIds()", () => {
  it("counts all and names the first twenty, in whatever order they come", () => {
    const expected = Array.from({ length: 20 }, (_, index) => `j${String(index).padStart(3, "0")}`);
    expect(listIds(many)).toEqual({ count: 500, ids: expected });
    expect(listIds([...many].reverse())).toEqual({ count: 500, ids: expected });
  });

  it("names none of none", () => {
    expect(listIds([])).toEqual({ count: 0, ids: [] });
  });
});
