import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listAll, type WholeList } from "../../../lib/usecases/discover/list-all.ts";

interface Told {
  readonly list: WholeList<string>;
  readonly pages: readonly number[];
}

/** `pageOf` answers the page's rows and the total; the readings so far are counted from 1. */
async function list(
  pageOf: (page: number, reading: number) => { readonly rows: readonly string[]; readonly total: number | null },
): Promise<Told> {
  const pages: number[] = [];
  const fetchPage = async (page: number) => {
    pages.push(page);
    const { rows, total } = pageOf(page, pages.filter((each) => each === 1).length);
    return { rows, totalCount: total };
  };
  return { list: await listAll(fetchPage, (row) => row), pages };
}

function slice(rows: readonly string[], page: number, size: number): readonly string[] {
  return rows.slice((page - 1) * size, page * size);
}

describe("listAll()", () => {
  it("reads every page, with or without a total, whatever the length", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.nat(4),
        fc.nat(4),
        fc.boolean(),
        async (size, whole, rest, told) => {
          const rows = Array.from({ length: whole * size + (rest % size) }, (_, index) => `q${index}`);
          const { list: found } = await list((page) => ({
            rows: slice(rows, page, size),
            total: told ? rows.length : null,
          }));
          const missing = rows.length === 0 && !told ? "the answer told neither rows nor a total" : null;
          expect(found).toEqual({ rows, missing });
        },
      ),
    );
  });

  it("asks for no page more than the total needs", async () => {
    const { pages } = await list((page) => ({ rows: slice(["a", "b", "c", "d"], page, 2), total: 4 }));
    expect(pages).toEqual([1, 2]);
  });

  it("reads again when a row went while it was listed, which shifts another out of sight", async () => {
    const all = Array.from({ length: 101 }, (_, index) => `q${index}`);
    const { list: found } = await list((page, reading) => {
      const rows = reading === 1 && page === 1 ? all : all.slice(1);
      return { rows: slice(rows, page, 100), total: rows.length };
    });
    expect(found.missing).toBeNull();
    expect(found.rows).toEqual(all);
  });

  it("says so when the list never stops changing", async () => {
    let total = 10;
    const { list: found } = await list((page) => {
      total += 1;
      return { rows: slice(["a", "b", "c"], page, 2), total };
    });
    expect(found.missing).toBe("the list changed while it was read, after 3 readings");
  });

  it("asks once for an empty list", async () => {
    expect(await list(() => ({ rows: [], total: 0 }))).toEqual({ list: { rows: [], missing: null }, pages: [1] });
  });

  it("reads again when rows shifted between pages, and takes each row once", async () => {
    const { list: found, pages } = await list((page, reading) => {
      const rows = reading === 1 && page === 2 ? ["d"] : slice(["a", "b", "c", "d"], page, 2);
      return { rows, total: 4 };
    });
    expect(found).toEqual({ rows: ["a", "b", "d", "c"], missing: null });
    expect(pages).toEqual([1, 2, 3, 1, 2]);
  });

  it("tells what is missing when the rows never add up", async () => {
    const { list: found, pages } = await list((page) => ({ rows: slice(["a", "b", "c"], page, 2), total: 5 }));
    expect(found.rows).toEqual(["a", "b", "c"]);
    expect(found.missing).toBe("3 of 5 rows were listed, after 3 readings");
    expect(pages).toEqual([1, 2, 3, 1, 2, 3, 1, 2, 3]);
  });

  it("does not take three halves for a whole: no single reading had every row", async () => {
    const { list: found } = await list((page, reading) => ({ rows: page === 1 ? ["a", `b${reading}`] : [], total: 3 }));
    expect(found.rows).toEqual(["a", "b1", "b2", "b3"]);
    expect(found.missing).toMatch(/after 3 readings$/);
  });

  it("keeps the newest telling of a row", async () => {
    const listed = [{ id: "a", state: "Active" }];
    const fetchPage = async (page: number) => ({
      rows: page === 1 ? listed : [{ id: "a", state: "Paused" }],
      totalCount: null,
    });
    expect((await listAll(fetchPage, ({ id }) => id)).rows).toEqual([{ id: "a", state: "Paused" }]);
  });

  it("does not take an endless list for a whole one", async () => {
    const { list: found } = await list((page, reading) => ({ rows: [`q${reading}-${page}`], total: null }));
    expect(found.missing).toMatch(/no end/);
  });

  it("throws what a page throws", async () => {
    const failing = list(() => {
      throw new TypeError("defect");
    });
    await expect(failing).rejects.toThrow(TypeError);
  });
});
