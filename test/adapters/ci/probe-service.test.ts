/** The probe's questions on the wire, at the emulated service. */

import { describe, expect, it } from "vitest";
import type { EmulatorOptions } from "../../../emulator/options.ts";
import { createServiceProbe } from "../../../lib/adapters/ci/probe-service.ts";
import { createSender } from "../../../lib/adapters/tencent/sender.ts";
import type { ListQuestion } from "../../../lib/ports/service-probe.ts";
import { createQuickClock } from "../../cli/quick-clock.ts";
import { openEmulator } from "../../emulator/open-emulator.ts";
import { credential, makeJobs, noon, worldOf } from "../../emulator/small-world.ts";
import { transportTo } from "../tencent/loopback-transport.ts";

const { signal } = new AbortController();
const scope = {
  family: "pic",
  region: "ap-chongqing",
  bucket: "photos-1250000000",
  queueId: "p1",
  tag: "PicProcess",
} as const;
const question: ListQuestion = {
  scope,
  list: "family",
  from: "2024-01-02T00:00:00+0800",
  to: "2024-01-02T12:00:00+0800",
  order: "Asc",
  size: 2,
  token: null,
};

async function openService(options: Partial<EmulatorOptions> = {}) {
  const clock = createQuickClock(noon);
  const asked: string[] = [];
  const emulator = await openEmulator({
    world: worldOf(makeJobs(5)),
    now: clock.now,
    observe: ({ path, query }) => void asked.push(`${path} ${query.get("startCreationTime")}`),
    ...options,
  });
  const send = (attempts: number) =>
    createSender({
      transport: transportTo(emulator.url, { maxBodyBytes: 1 << 20 }),
      credentials: () => ({ ...credential, sessionToken: null }),
      clock,
      random: () => 0,
      maxInFlight: 4,
      attempts,
    });
  return { asked, service: createServiceProbe({ send: send(3), sendOnce: send(1) }) };
}

const throttled = { match: { path: "/pic_jobs" }, fault: { status: 429, code: "SlowDown" } } as const;

describe("createServiceProbe()", () => {
  it("lists what was asked for as it was written, and goes on with a token", async () => {
    const { service, asked } = await openService();
    const first = await service.list(question, signal);
    expect(first).toMatchObject({ outcome: "answered", unknown: [], requestId: expect.any(String) });
    if (first.outcome !== "answered") throw new Error("no answer");
    const next = await service.list({ ...question, token: first.nextToken }, signal);
    expect([first, next].flatMap((reply) => ("jobs" in reply ? reply.jobs.map(({ id }) => id) : []))).toEqual([
      "c0",
      "c1",
      "c2",
      "c3",
    ]);
    expect(asked[0]).toBe("/pic_jobs 2024-01-02T00:00:00+0800");
  });

  it("asks the list of every family where told so", async () => {
    const { service, asked } = await openService();
    await service.list({ ...question, list: "unified" }, signal);
    expect(asked).toEqual(["/jobs 2024-01-02T00:00:00+0800"]);
  });

  it("takes a refusal for an answer, and tells it from a denial", async () => {
    const { service } = await openService();
    expect(await service.list({ ...question, size: 101 }, signal)).toMatchObject({
      outcome: "refused",
      status: 400,
      code: "InvalidArgument",
      requestId: expect.any(String),
      reason: expect.stringContaining("size must be from 1 to 100"),
    });
    const closed = await openService({ denied: [{ bucket: scope.bucket }] });
    expect(await closed.service.list(question, signal)).toMatchObject({ outcome: "denied", status: 403 });
  });

  it("tries again what may pass, but not where one try was asked for", async () => {
    const patient = await openService({ faults: [{ ...throttled, times: 2 }] });
    expect(await patient.service.list(question, signal)).toMatchObject({ outcome: "answered" });
    const { service, asked } = await openService({ faults: [{ ...throttled, times: 1 }] });
    expect(await service.listOnce(question, signal)).toMatchObject({
      outcome: "failed",
      status: 429,
      code: "SlowDown",
    });
    expect(asked).toHaveLength(1);
    expect(await service.listOnce(question, signal)).toMatchObject({ outcome: "answered" });
  });

  it("tells of an answer that broke off or cannot be read", async () => {
    const cut = await openService({ faults: [{ match: { path: "/pic_jobs" }, fault: "reset" }] });
    expect(await cut.service.listOnce(question, signal)).toMatchObject({
      outcome: "failed",
      status: null,
      reason: expect.stringContaining("no answer came"),
    });
  });

  it("looks jobs up, and names those that are not known", async () => {
    const { service } = await openService({ lookupIds: 10 });
    expect(await service.lookUp({ place: scope, ids: ["c1", "gone"] }, signal)).toMatchObject({
      outcome: "answered",
      jobs: [{ id: "c1" }],
      unknown: ["gone"],
      nextToken: null,
    });
    expect(await service.lookUp({ place: scope, ids: ["a/b"] }, signal)).toMatchObject({ outcome: "failed" });
  });

  it("rejects with the reason of an abort, and with a defect", async () => {
    const { service } = await openService();
    await expect(service.list(question, AbortSignal.abort(new Error("enough")))).rejects.toThrow("enough");
    const broken = createServiceProbe({
      send: () => Promise.reject(new TypeError("a defect")),
      sendOnce: () => Promise.reject(new TypeError("a defect")),
    });
    await expect(broken.list(question, signal)).rejects.toThrow("a defect");
  });
});
