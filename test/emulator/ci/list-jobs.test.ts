import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CiBehaviour, PageQuirks } from "../../../emulator/ci/behaviour.ts";
import { textsOf } from "../read-xml.ts";
import { dayStart, makeBucket, makeJobs, makeQueue, noon, worldOf } from "../small-world.ts";
import { openCi, type Query } from "./call-ci.ts";

type Call = ReturnType<typeof openCi>;

const scope = { queueId: "p1", tag: "PicProcess" };

function ids(call: Call, query: Query = {}): string[] {
  return textsOf(call("/pic_jobs", { ...scope, size: "100", ...query }).body, "JobId");
}

function code(call: Call, query: Query): string {
  const { status, body } = call("/pic_jobs", query);
  return `${status} ${textsOf(body, "Code").join()}`;
}

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

describe("GET /pic_jobs", () => {
  const ten = openCi(worldOf(makeJobs(10)));

  it("lists the newest ten first unless told otherwise", () => {
    const call = openCi(worldOf(makeJobs(12)));
    const newestTen = ["c11", "c10", "c9", "c8", "c7", "c6", "c5", "c4", "c3", "c2"];
    expect(textsOf(call("/pic_jobs", scope).body, "JobId")).toEqual(newestTen);
    expect(textsOf(call("/pic_jobs", { ...scope, orderByTime: "Desc" }).body, "JobId")).toEqual(newestTen);
    expect(ids(call, { orderByTime: "Asc", size: "3" })).toEqual(["c0", "c1", "c2"]);
    expect(ids(call, { orderByTime: "asc", size: "1" })).toEqual(["c0"]);
  });

  it("takes an empty parameter for an absent one", () => {
    const empty = { size: "", states: "", nextToken: "", orderByTime: "", startCreationTime: "" };
    expect(textsOf(ten("/pic_jobs", { ...scope, ...empty }).body, "JobId")).toHaveLength(10);
  });

  it.each<[string, Query]>([
    ["no queueId", { tag: "PicProcess" }],
    ["an empty queueId", { queueId: "", tag: "PicProcess" }],
    ["no tag", { queueId: "p1" }],
    ["an unknown tag", { queueId: "p1", tag: "Transcode" }],
    ["size 0", { ...scope, size: "0" }],
    ["size 101", { ...scope, size: "101" }],
    ["a size that is no number", { ...scope, size: "1e1" }],
    ["an unknown state", { ...scope, states: "Success,Paused" }],
    ["an unknown order", { ...scope, orderByTime: "Up" }],
    ["a time with a colon in its offset", { ...scope, startCreationTime: "2024-01-02T00:00:00+08:00" }],
    ["a time whose plus sign was lost", { ...scope, endCreationTime: "2024-01-02T00:00:00 0800" }],
    ["a day that does not exist", { ...scope, endCreationTime: "2024-02-30T00:00:00+0800" }],
    ["an hour that does not exist", { ...scope, endCreationTime: "2024-02-01T25:00:00+0800" }],
    ["a token of nobody", { ...scope, nextToken: "21" }],
  ])("refuses %s", (_, query) => {
    expect(code(ten, query)).toBe("400 InvalidArgument");
  });

  it("refuses a queue that does not exist", () => {
    expect(code(ten, { ...scope, queueId: "p2" })).toBe("400 ResourceNotFound");
  });

  it("knows the tags that it is told to know", () => {
    const call = openCi(worldOf(makeJobs(1)), { tags: ["Fresh"] });
    expect(code(call, scope)).toBe("400 InvalidArgument");
    expect(ids(call, { tag: "Fresh" })).toEqual([]);
  });

  it("keeps queues and tags apart", () => {
    const jobs = makeJobs(4, (index) => ({ tag: index % 2 ? "ImageInspect" : "PicProcess" }));
    const other = makeQueue({ queueId: "p2", jobs: makeJobs(1, () => ({ jobId: "other" })) });
    const call = openCi({ buckets: [makeBucket({ queues: [makeQueue({ jobs }), other] })] });
    expect(ids(call)).toEqual(["c2", "c0"]);
    expect(ids(call, { tag: "ImageInspect" })).toEqual(["c3", "c1"]);
    expect(ids(call, { queueId: "p2" })).toEqual(["other"]);
    expect(ids(call, { tag: "PosterProduction" })).toEqual([]);
  });

  it.each<[CiBehaviour["bounds"], string[], string[]]>([
    ["inclusive", ["c3", "c4", "c5"], ["c4"]],
    ["strict", ["c4"], []],
  ])("reads the ends of a span as %s", (bounds, span, instant) => {
    const call = openCi(worldOf(makeJobs(10)), { bounds });
    const at = (second: number) => `2024-01-02T00:00:0${second}+0800`;
    const asked = (from: number, to: number) =>
      ids(call, { orderByTime: "Asc", startCreationTime: at(from), endCreationTime: at(to) });
    expect(asked(3, 5)).toEqual(span);
    expect(asked(4, 4)).toEqual(instant);
    expect(asked(5, 3)).toEqual([]);
  });

  it("takes either end of a span alone", () => {
    expect(ids(ten, { startCreationTime: "2024-01-02T00:00:08+0800" })).toEqual(["c9", "c8"]);
    expect(ids(ten, { endCreationTime: "2024-01-02T00:00:01+0800" })).toEqual(["c1", "c0"]);
  });

  it("keeps to states, workflow, batch job and input, each matched whole", () => {
    const kinds = [
      { workflowId: "w1", inputObject: "input/a.jpg" },
      { inventoryTriggerJobId: "b1", inputObject: "input/a.jpg.bak" },
      { outcome: "Failed" },
      { outcome: "Cancel", startedAt: null },
    ];
    const call = openCi(worldOf(makeJobs(4, (index) => kinds[index] ?? {})));
    expect(ids(call, { workflowId: "w1" })).toEqual(["c0"]);
    expect(ids(call, { inventoryTriggerJobId: "b1" })).toEqual(["c1"]);
    expect(ids(call, { inputObject: "input/a.jpg" })).toEqual(["c0"]);
    expect(ids(call, { inputObject: "input/" })).toEqual([]);
    expect(ids(call, { states: "Failed,Cancel" })).toEqual(["c3", "c2"]);
    expect(ids(call, { states: "Failed,All" })).toHaveLength(4);
    expect(ids(call, { states: "All" })).toHaveLength(4);
  });

  it("lists a job from its creation on, in the state that it has by then", () => {
    let now = dayStart - 1;
    const jobs = makeJobs(1, () => ({ startedAt: dayStart + 2000, endedAt: dayStart + 4000, outcome: "Failed" }));
    const call = openCi(worldOf(jobs), { now: () => now });
    const stateAt = (at: number) => {
      now = at;
      return textsOf(call("/pic_jobs", scope).body, "State")[0];
    };
    expect([-1, 0, 1999, 2000, 3999, 4000].map((offset) => stateAt(dayStart + offset))).toEqual([
      undefined,
      "Submitted",
      "Submitted",
      "Running",
      "Running",
      "Failed",
    ]);
  });

  it("forgets jobs that are older than the retention", () => {
    let now = noon;
    const call = openCi(worldOf(makeJobs(3)), { retentionMs: noon - dayStart - 1000, now: () => now });
    expect(ids(call)).toEqual(["c2", "c1"]);
    now += 1000;
    expect(ids(call)).toEqual(["c2"]);
  });

  it("says AccessDenied for a denied queue, and for all of a denied bucket", () => {
    const world = { buckets: [makeBucket({ queues: [makeQueue(), makeQueue({ queueId: "p2" })] })] };
    const one = openCi(world, { denied: [{ bucket: "photos-1250000000", queueId: "p1" }] });
    expect(code(one, scope)).toBe("403 AccessDenied");
    expect(code(one, { ...scope, queueId: "p2" })).toBe("200 ");
    expect(one("/picqueue").status).toBe(200);
    const all = openCi(world, { denied: [{ bucket: "photos-1250000000" }] });
    expect(["/", "/picqueue", "/pic_jobs/c1"].map((path) => all(path).status)).toEqual([403, 403, 403]);
  });

  it.each<[CiBehaviour["emptyList"], string]>([
    ["none", "<Response></Response>"],
    ["hollow", "<Response><JobsDetail/></Response>"],
  ])("answers an empty list with %s", (emptyList, expected) => {
    expect(openCi(worldOf([]), { emptyList })("/pic_jobs", scope).body).toContain(expected);
  });
});

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
