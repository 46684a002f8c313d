import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { createPageTokens } from "../../emulator/ci/page-token.ts";
import { createFaultScript } from "../../emulator/fault-script.ts";
import { type FaultMatch, type FaultRule, faultRulesSchema } from "../../emulator/faults.ts";
import type { EmulatorRequest } from "../../emulator/http.ts";

const host = "photos-1250000000.ci.ap-chongqing.myqcloud.com";
const tokens = createPageTokens({ awkwardTokens: true }, () => 0);
const tokenTo = (page: number) => tokens.issue({ position: 100, page }, "query");

function request(query: Record<string, string> = {}, path = "/pic_jobs"): EmulatorRequest {
  const entries = { queueId: "p1", ...query };
  return {
    method: "GET",
    host,
    path,
    query: new Map(Object.entries(entries)),
    headers: new Map(),
    body: Buffer.alloc(0),
  };
}

function actions(rules: readonly FaultRule[], requests: readonly EmulatorRequest[]) {
  const script = createFaultScript(rules);
  return requests.map((one) => script.onRequest(one));
}

function matches(match: FaultMatch, one: EmulatorRequest): boolean {
  return actions([{ match, fault: "reset" }], [one])[0] === "reset";
}

describe("createFaultScript()", () => {
  it("plays 'page 2 of this queue answers 503 twice, then resets' from a scenario file", () => {
    const rules = faultRulesSchema.parse(
      parse(`
        - match: { path: /pic_jobs, query: { queueId: p1 }, page: 2 }
          times: 2
          fault: { status: 503, code: ServiceUnavailable, retryAfter: 1 }
        - match: { path: /pic_jobs, query: { queueId: p1 }, page: 2 }
          times: 1
          fault: reset
      `),
    );
    const two = request({ nextToken: tokenTo(2) });
    const unavailable = { status: 503, code: "ServiceUnavailable", retryAfter: 1 };
    const sequence = [
      request(),
      two,
      request({ nextToken: tokenTo(3) }),
      two,
      request({ queueId: "p2", nextToken: tokenTo(2) }),
      two,
      two,
    ];
    expect(actions(rules, sequence)).toEqual([null, unavailable, null, unavailable, null, "reset", null]);
  });

  it("hits for ever without times, and from the nth matching request on", () => {
    const three = [request(), request(), request(), request()];
    expect(actions([{ match: {}, fault: "html" }], three)).toEqual(["html", "html", "html", "html"]);
    expect(actions([{ match: {}, nth: 2, fault: "html" }], three)).toEqual([null, "html", "html", "html"]);
    expect(actions([{ match: {}, nth: 2, times: 1, fault: "html" }], three)).toEqual([null, "html", null, null]);
  });

  it.each<[FaultMatch, boolean]>([
    [{ method: "GET" }, true],
    [{ method: "PUT" }, false],
    [{ host }, true],
    [{ host: "photos-*.ci.*.myqcloud.com" }, true],
    [{ host: "photos-*.cos.*.myqcloud.com" }, false],
    [{ host: "photos" }, false],
    [{ path: "/pic_jobs*" }, true],
    [{ path: "*_jobs" }, true],
    [{ path: "/pic_jobs*_jobs" }, false],
    [{ path: "*pic*jobs*" }, true],
    [{ path: "*jobs*pic*" }, false],
    [{ query: { queueId: "p1" } }, true],
    [{ query: { queueId: "p1", tag: "PicProcess" } }, false],
    [{ query: { queueId: "p*", tag: "*" } }, true],
    [{ page: 1 }, true],
    [{ page: 2 }, false],
  ])("matches %j: %s", (match, expected) => {
    expect(matches(match, request())).toBe(expected);
  });

  it("knows pages by their number in lists of rows, and no page behind a strange token", () => {
    expect(matches({ page: 3 }, request({ pageNumber: "3" }, "/picqueue"))).toBe(true);
    expect(matches({ page: 1 }, request({ nextToken: "21" }))).toBe(false);
  });

  it("finds a job in whatever answer tells of it", () => {
    const script = createFaultScript([{ match: { jobId: "c7" }, fault: "garbage" }]);
    const reply = (body: string) => script.onReply(request(), { status: 200, body });
    expect(script.onRequest(request())).toBeNull();
    expect(reply("<JobId>c6</JobId><JobId>c7</JobId>")).toBe("garbage");
    expect(reply("<JobId>c77</JobId>")).toBeNull();
    expect(script.onReply(request(), { status: 204 })).toBeNull();
  });

  it.each<[string, unknown]>([
    ["an unknown word", [{ match: {}, fault: "explode" }]],
    ["a misspelt key", [{ match: { pages: 2 }, fault: "reset" }]],
    ["a status that is no error", [{ match: {}, fault: { status: 200, code: "OK" } }]],
    ["no times at all", [{ match: {}, times: 0, fault: "reset" }]],
  ])("refuses %s", (_, rules) => {
    expect(() => createFaultScript(rules as FaultRule[])).toThrow(z.ZodError);
  });
});
