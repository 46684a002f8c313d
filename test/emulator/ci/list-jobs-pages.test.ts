import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PageQuirks } from "../../../emulator/ci/behaviour.ts";
import { textsOf } from "../read-xml.ts";
import { dayStart, makeJobs, noon, worldOf } from "../small-world.ts";
import { openCi, type Query } from "./call-ci.ts";
import { type Call, code, ids, scope } from "./job-list.ts";

function tokenText(text: string | undefined): string | null {
  return text?.replaceAll("&amp;", "&") ?? null;
}

/** The ids of each page of a chain, as a client that follows the tokens sees them. */
function walk(call: Call, query: Query, pageCap = 50): string[][] {
  const pages: string[][] = [];
  let token: string | null = null;
  do {
    const { status, body } = call("/pic_jobs", { ...scope, ...query, ...(token === null ? {} : { nextToken: token }) });
    expect(status).toBe(200);
    pages.push(textsOf(body, "JobId"));
    token = tokenText(textsOf(body, "NextToken")[0]) || null;
  } while (token !== null && pages.length < pageCap);
  return pages;
}

describe("the chain of pages", () => {
  it.each(["Asc", "Desc"])(
    "reaches every job once in order %s, whatever the page size and the quirks",
    (orderByTime) => {
      const quirks = fc.record<PageQuirks>(
        {
          maxFill: fc.integer({ min: 1, max: 5 }),
          emptyEvery: fc.integer({ min: 2, max: 3 }),
          awkwardTokens: fc.boolean(),
          chainEnd: fc.constantFrom("absent", "empty", "extra-page"),
        },
        { requiredKeys: [] },
      );
      fc.assert(
        fc.property(
          fc.integer({ min: 0, max: 4 }),
          fc.integer({ min: 0, max: 2 }),
          fc.integer({ min: 1, max: 4 }),
          quirks,
          (whole, rest, size, pages) => {
            const jobs = makeJobs(whole * size + rest, (index) => ({ createdAt: dayStart + (index >> 1) * 1000 }));
            const call = openCi(worldOf(jobs), { pages });
            const expected = jobs.map(({ jobId }) => jobId);
            if (orderByTime === "Desc") expected.reverse();
            expect(walk(call, { size: String(size), orderByTime }).flat()).toEqual(expected);
          },
        ),
      );
    },
  );

  it("counts only jobs that match, and gives no token after the last of them", () => {
    const jobs = makeJobs(9, (index) => ({ outcome: index % 3 ? "Success" : "Failed" }));
    const call = openCi(worldOf(jobs));
    expect(walk(call, { size: "2", states: "Failed", orderByTime: "Asc" })).toEqual([["c0", "c3"], ["c6"]]);
    expect(walk(call, { size: "3", states: "Failed", orderByTime: "Asc" })).toEqual([["c0", "c3", "c6"]]);
  });

  it("is not moved by jobs that arrive on the way", () => {
    let now = dayStart + 5000;
    const call = openCi(worldOf(makeJobs(20)), { now: () => now });
    const first = call("/pic_jobs", { ...scope, size: "3" }).body;
    now += 10_000;
    const nextToken = textsOf(first, "NextToken")[0] ?? "";
    expect(textsOf(first, "JobId")).toEqual(["c5", "c4", "c3"]);
    expect(ids(call, { size: "3", nextToken })).toEqual(["c2", "c1", "c0"]);
  });

  it("fills pages no further than told, with empty ones between", () => {
    const call = openCi(worldOf(makeJobs(5)), { pages: { maxFill: 2, emptyEvery: 2 }, emptyList: "hollow" });
    expect(walk(call, { size: "100", orderByTime: "Asc" })).toEqual([["c0", "c1"], [], ["c2", "c3"], [], ["c4"]]);
  });

  it.each<[PageQuirks["chainEnd"], string[][], string]>([
    ["absent", [["c1", "c0"]], "</JobsDetail></Response>"],
    ["empty", [["c1", "c0"]], "<NextToken></NextToken></Response>"],
    ["extra-page", [["c1", "c0"], []], "</NextToken></Response>"],
  ])("ends with token %s", (chainEnd = "absent", pages, ending) => {
    const call = openCi(worldOf(makeJobs(2)), { pages: { chainEnd } });
    expect(walk(call, { size: "2" })).toEqual(pages);
    expect(call("/pic_jobs", scope).body.endsWith(ending)).toBe(true);
  });

  it("repeats the token at the page that it is told to", () => {
    const call = openCi(worldOf(makeJobs(9)), { pages: { repeatTokenAtPage: 2 } });
    expect(walk(call, { size: "2", orderByTime: "Asc" }, 4)).toEqual([
      ["c0", "c1"],
      ["c2", "c3"],
      ["c2", "c3"],
      ["c2", "c3"],
    ]);
  });
});

describe("nextToken", () => {
  const query = { ...scope, size: "1", orderByTime: "Asc" };

  function firstToken(call: Call): string {
    return tokenText(textsOf(call("/pic_jobs", query).body, "NextToken")[0]) ?? "";
  }

  it("holds every awkward character if told to, escaped in XML", () => {
    const call = openCi(worldOf(makeJobs(2)), { pages: { awkwardTokens: true } });
    expect(call("/pic_jobs", query).body).toContain("+/= &amp;");
    expect(code(call, { ...query, nextToken: firstToken(call) })).toBe("200 Success");
  });

  it("belongs to its query, but for the size", () => {
    const call = openCi(worldOf(makeJobs(9)));
    const nextToken = firstToken(call);
    expect(ids(call, { ...query, nextToken, size: "2" })).toEqual(["c1", "c2"]);
    for (const other of [
      { orderByTime: "Desc" },
      { states: "Failed" },
      { tag: "ImageInspect" },
      { endCreationTime: "2024-01-02T00:00:05+0800" },
    ]) {
      expect(code(call, { ...query, nextToken, ...other })).toBe("400 InvalidArgument");
    }
  });

  it("runs out after the time that it is told, and not before", () => {
    let now = noon;
    const call = openCi(worldOf(makeJobs(2)), { pages: { tokenTtlMs: 1000 }, now: () => now });
    const nextToken = firstToken(call);
    now += 1000;
    expect(code(call, { ...query, nextToken })).toBe("200 Success");
    now += 1;
    expect(code(call, { ...query, nextToken })).toBe("400 InvalidArgument");
  });

  it("is used up after as many uses as told, each token for itself", () => {
    const call = openCi(worldOf(makeJobs(2)), { pages: { tokenUses: 2 } });
    const nextToken = firstToken(call);
    const answers = [1, 2, 3].map(() => code(call, { ...query, nextToken }));
    expect(answers).toEqual(["200 Success", "200 Success", "400 InvalidArgument"]);
    expect(code(call, { ...query, nextToken: firstToken(call) })).toBe("200 Success");
  });
});
