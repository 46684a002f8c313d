import { describe, expect, it } from "vitest";
import type { FaultRule } from "../../emulator/faults.ts";
import type { EmulatorOptions } from "../../emulator/options.ts";
import { ask } from "./ask.ts";
import { openEmulator } from "./open-emulator.ts";
import { textsOf } from "./read-xml.ts";
import { makeJobs, noon, worldOf } from "./small-world.ts";

const cosHost = "audit-1250000000.cos.ap-chongqing.myqcloud.com";
const world = worldOf(makeJobs(30));
const jobs = { path: "/pic_jobs", query: { queueId: "p1", tag: "PicProcess", size: "20" } };

async function first(fault: FaultRule["fault"], options: Partial<EmulatorOptions> = {}) {
  const emulator = await openEmulator({ world, faults: [{ match: {}, times: 1, fault }], ...options });
  return {
    emulator,
    answer: ask({ ...jobs, port: emulator.port }),
    again: () => ask({ ...jobs, port: emulator.port }),
  };
}

async function whole(): Promise<string> {
  const { port } = await openEmulator({ world });
  return (await ask({ ...jobs, port })).text;
}

describe("a scripted fault", () => {
  it.each(["reset", "lost-reply", "reset-after-headers", "cut-wrong-length"] as const)(
    "%s breaks the connection, once",
    async (fault) => {
      const { answer, again, emulator } = await first(fault);
      await expect(answer).rejects.toMatchObject({ code: "ECONNRESET" });
      expect((await again()).status).toBe(200);
      expect(emulator.stats()).toMatchObject({ requests: 2, faults: 1 });
    },
  );

  it("reset keeps the request from being carried out, lost-reply does not", async () => {
    const done: string[] = [];
    const cos = ({ path }: { path: string }) => ({ status: 200, body: String(done.push(path)) });
    const faults: FaultRule[] = [
      { match: { path: "/a" }, fault: "reset" },
      { match: { path: "/b" }, fault: "lost-reply" },
    ];
    const { port } = await openEmulator({ cos, faults });
    for (const path of ["/a", "/b"]) await expect(ask({ port, host: cosHost, path })).rejects.toThrow();
    expect(done).toEqual(["/b"]);
  });

  it("answers with the status and code that it is told, after the service's manner", async () => {
    const { answer } = await first({ status: 503, code: "ServiceUnavailable", retryAfter: 7 });
    const { status, headers, text } = await answer;
    expect([status, headers["retry-after"], headers["server"]]).toEqual([503, "7", "tencent-ci"]);
    expect([textsOf(text, "Code"), textsOf(text, "RequestId")]).toEqual([
      ["ServiceUnavailable"],
      [headers["x-ci-request-id"]],
    ]);
    const plain = await (await first({ status: 500, code: "InternalErrror", message: "sorry" })).answer;
    expect([plain.status, plain.headers["retry-after"], textsOf(plain.text, "Message")]).toEqual([
      500,
      undefined,
      ["sorry"],
    ]);
  });

  it("html, json and error-in-200 are answers of status 200 that hold no jobs", async () => {
    const html = await (await first("html")).answer;
    expect([html.status, html.headers["content-type"], html.text.slice(0, 15)]).toEqual([
      200,
      "text/html",
      "<!DOCTYPE html>",
    ]);
    const json = await (await first("json")).answer;
    expect([json.status, json.headers["content-type"]]).toEqual([200, "application/json"]);
    expect(JSON.parse(json.text)).toHaveProperty("code");
    const error = await (await first("error-in-200")).answer;
    expect([error.status, error.headers["content-type"]]).toEqual([200, "application/xml"]);
    expect(textsOf(error.text, "Code")).toEqual(["InternalErrror"]);
  });

  it("cut sends half of the body under a Content-Length that agrees with it", async () => {
    const { text, headers } = await (await first("cut")).answer;
    const full = await whole();
    expect(text).toBe(full.slice(0, full.length >> 1));
    expect(headers["content-length"]).toBe(String(text.length));
  });

  it("garbage keeps the shape of the answer but is not XML", async () => {
    const { status, text } = await (await first("garbage")).answer;
    const full = await whole();
    expect(status).toBe(200);
    expect(text.startsWith(full.slice(0, full.length >> 1))).toBe(true);
    expect(text.endsWith("</Response>")).toBe(true);
    expect(text).toContain("<&\u0000\ufffd</>");
  });

  it.each<[FaultRule["fault"], number, number]>([
    ["drip", 16, 50],
    [{ drip: { bytes: 1000, everyMs: 250 } }, 1000, 250],
  ])("%j sends the whole answer a few bytes at a time", async (fault, bytes, everyMs) => {
    const waits: number[] = [];
    const delay = async (ms: number) => void waits.push(ms);
    const { text } = await (await first(fault, { delay })).answer;
    expect(text).toBe(await whole());
    expect(waits).toEqual(new Array(Math.ceil(text.length / bytes)).fill(everyMs));
  });

  it("poisons every page that holds a job, whatever the page size, and the job's own answer", async () => {
    const { port } = await openEmulator({ world, faults: [{ match: { jobId: "c25" }, fault: "garbage" }] });
    const broken = async (path: string, query: Record<string, string>) =>
      !(await ask({ port, path, query })).text.match(/^<\?xml[^>]*>\n<Response>[^&]*<\/Response>$/);
    const scope = { queueId: "p1", tag: "PicProcess" };
    expect(await broken("/pic_jobs", { ...scope, size: "100" })).toBe(true);
    expect(await broken("/pic_jobs", { ...scope, size: "5" })).toBe(true);
    expect(await broken("/pic_jobs", { ...scope, size: "4" })).toBe(false);
    expect(await broken("/pic_jobs/c25", {})).toBe(true);
    expect(await broken("/pic_jobs/c24", {})).toBe(false);
  });

  it("is not used up by a request that is refused before", async () => {
    const throttle = { ratePerSecond: 1, burst: 1 };
    let now = noon;
    const faults: FaultRule[] = [{ match: { path: "/pic_jobs" }, times: 1, fault: "html" }];
    const { port } = await openEmulator({ world, throttle, now: () => now, faults });
    expect((await ask({ ...jobs, port, authorization: null })).status).toBe(401);
    expect((await ask({ port, path: "/picqueue" })).status).toBe(200);
    expect((await ask({ ...jobs, port })).status).toBe(429);
    now += 1000;
    expect((await ask({ ...jobs, port })).headers["content-type"]).toBe("text/html");
  });
});
