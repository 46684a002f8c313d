import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FaultAction } from "../../../emulator/faults.ts";
import { type Emulator, startEmulator } from "../../../emulator/server.ts";
import type { TencentAnswer, TencentRequest, Transport } from "../../../lib/adapters/tencent/request.ts";
import { signRequest } from "../../../lib/adapters/tencent/sign.ts";
import { createTransport } from "../../../lib/adapters/tencent/transport.ts";
import { createCloud } from "../../../simulation/engine/cloud.ts";
import { createEventQueue } from "../../../simulation/engine/event-queue.ts";
import { createFaultPlan } from "../../../simulation/engine/fault-plan.ts";
import { connect } from "../../../simulation/engine/network.ts";
import { createRecord } from "../../../simulation/engine/record.ts";
import { credentialsOf } from "../../../simulation/making/secrets.ts";
import type { Disturbance, Fault } from "../../../simulation/plan.ts";
import { firedAt, queueId, smallPlan } from "../small-plan.ts";
import { runEvents } from "./run-events.ts";

const { signal } = new AbortController();
const credentials = credentialsOf("s1", 0);
const { world } = smallPlan();

const list: TencentRequest = {
  method: "GET",
  host: "photos-1250000000.ci.ap-chongqing.myqcloud.com",
  path: "/pic_jobs",
  query: { queueId, tag: "PicProcess", size: "3", orderByTime: "Asc" },
};
const store: TencentRequest = {
  method: "PUT",
  host: "audit-1250000000.cos.ap-chongqing.myqcloud.com",
  path: "/a/b.json",
  query: {},
  body: Buffer.from("{}"),
};

function setUp(disturbances: readonly Disturbance[] = [], latencyMs = 20) {
  const plan = smallPlan({ disturbances });
  const queue = createEventQueue(firedAt);
  const record = createRecord();
  const cloud = createCloud(plan, {
    queue,
    record,
    started: { audit: async () => null, diff: async () => null, shard: async () => null },
  });
  cloud.admit(credentials);
  const kill = () => {
    process.dead = true;
  };
  const process = { start: "s1", attempt: 0, dead: false, exchanges: 0, kill };
  const parts = { queue, record, cloud, faults: createFaultPlan(disturbances), disturbances, calmFrom: Infinity };
  return { queue, record, process, transport: connect(parts, { process, latencyMs: () => latencyMs }) };
}

async function sign(request: TencentRequest): Promise<TencentRequest> {
  return { ...request, headers: await signRequest(request, credentials, firedAt) };
}

async function settle(transport: Transport, request: TencentRequest, stop = signal): Promise<TencentAnswer | Error> {
  return transport(await sign(request), stop).catch((error: Error) => error);
}

function fault(what: Fault["fault"], own: Partial<Fault> = {}): Fault {
  return { id: "d1", kind: "fault", service: "ci", match: {}, nth: 1, times: 1, fault: what, ...own };
}

async function inMemory(what: Fault["fault"] | null, request: TencentRequest) {
  const { queue, transport } = setUp(what === null ? [] : [fault(what)]);
  const settled = settle(transport, request);
  await runEvents(queue);
  return settled;
}

/** What both ways tell of an answer: the connection's own headers are none of the service's. */
function told(settled: TencentAnswer | Error) {
  if (settled instanceof Error) return { name: settled.name, message: settled.message };
  const { connection, "keep-alive": alive, "x-ci-request-id": id, ...headers } = settled.headers;
  const body = settled.body.toString("latin1");
  return { status: settled.status, headers, body: id === undefined ? body : body.replaceAll(id, "id") };
}

describe("connect, beside the transport over sockets", () => {
  let emulator: Emulator;
  const faults: FaultAction[] = [
    "lost-reply",
    "reset-after-headers",
    "cut",
    "cut-wrong-length",
    "html",
    "json",
    "error-in-200",
    "garbage",
    { status: 429, code: "SlowDown", retryAfter: 3 },
    { status: 503, code: "ServiceUnavailable" },
    { drip: { bytes: 4000, everyMs: 1 } },
    "reset",
  ];

  beforeAll(async () => {
    emulator = await startEmulator({
      world,
      credentials: [credentials],
      now: () => firedAt,
      faults: faults.map((one) => ({ match: { path: "/pic_jobs" }, times: 1, fault: one })),
    });
  });
  afterAll(() => emulator.close());

  it("gives the same answer or the same error for every fault", async () => {
    const sockets = createTransport({
      endpoint: emulator.url,
      maxSockets: 1,
      tryTimeoutMs: 20_000,
      maxBodyBytes: 1 << 20,
    });
    for (const one of [...faults, null]) {
      // All jobs on one page: a token would tell how many were given before.
      const whole = { ...list, query: { ...list.query, size: "100" } };
      const expected = told(await settle(sockets, whole));
      const seen = told(await inMemory(one, whole));
      expect({ fault: one, ...seen }).toEqual({ fault: one, ...expected });
    }
  });
});

describe("connect", () => {
  it("takes the latency for an exchange, half of it on each way", async () => {
    const { queue, record, transport } = setUp([], 41);
    const answered = settle(transport, list).then(() => queue.now());
    await runEvents(queue);
    expect(await answered).toBe(firedAt + 41);
    expect(record.listings.map(({ at }) => at)).toEqual([firedAt + 20]);
  });

  it("has its signatures verified", async () => {
    const { queue, transport } = setUp();
    const tampered = { ...(await sign(list)), query: { ...list.query, size: "100" } };
    const answer = transport(tampered, signal);
    await runEvents(queue);
    expect((await answer).status).toBe(401);
  });

  it("gives a silent try up after 20 seconds, and as many as the body may take", async () => {
    const { queue, transport } = setUp([fault("silence")]);
    const settled = settle(transport, list);
    await runEvents(queue);
    expect(queue.now()).toBe(firedAt + 20_000);
    expect(told(await settled)).toMatchObject({
      name: "NetworkError",
      message: `Cannot GET ${list.host}/pic_jobs: no whole answer within 20000 ms; no answer came.`,
    });
  });

  it("gives a drip that takes too long up in the middle", async () => {
    const { queue, transport } = setUp([fault({ drip: { bytes: 10, everyMs: 1000 } })]);
    const settled = settle(transport, list);
    await runEvents(queue);
    expect(queue.now()).toBe(firedAt + 20_000);
    expect(String(told(await settled).message)).toMatch(
      /within 20000 ms; the answer broke off at status 200 after 200 of/,
    );
  });

  it("hits the nth exchange that matches, and so many in a row", async () => {
    const rule = fault({ status: 500, code: "InternalErrror" }, { nth: 2, times: 2, match: { path: "pic_jobs" } });
    const { queue, record, transport } = setUp([rule, fault("reset", { service: "cos", nth: 9 })]);
    const statuses: unknown[] = [];
    for (let index = 0; index < 4; index += 1) {
      const settled = settle(transport, list);
      await runEvents(queue);
      statuses.push(told(await settled).status);
    }
    expect(statuses).toEqual([200, 500, 500, 200]);
    expect([...record.fired]).toEqual([["500", 2]]);
    expect(record.listings).toHaveLength(2);
  });

  it("hits whatever answer tells of a job", async () => {
    const poison = fault("garbage", { match: { jobId: "j00000002" }, times: 10 });
    const { queue, record, transport } = setUp([poison]);
    const seen = [list, { ...list, query: { ...list.query, size: "1" } }].map((request) => settle(transport, request));
    await runEvents(queue);
    expect((await Promise.all(seen)).map((answer) => String(told(answer).body).includes("\0"))).toEqual([true, false]);
    expect(record.listings.map(({ jobIds }) => jobIds)).toEqual([["j00000000"]]);
  });

  it("applies a fault only in its time", async () => {
    const rule = fault("reset", { times: 10, match: { from: firedAt + 100, to: firedAt + 200 } });
    const { queue, transport } = setUp([rule]);
    const names: string[] = [];
    const ask = async () => {
      names.push((await settle(transport, list)) instanceof Error ? "error" : "ok");
    };
    for (const at of [50, 150, 250]) queue.at(firedAt + at, () => void ask());
    await runEvents(queue);
    expect(names).toEqual(["ok", "error", "ok"]);
  });

  it("refuses credentials from the exchange on at which they expire", async () => {
    const { queue, record, transport } = setUp([{ id: "d1", kind: "expiry", start: "s1", attempt: 0, effect: 2 }]);
    const seen = [];
    for (const request of [list, list, store]) {
      const settled = settle(transport, request);
      await runEvents(queue);
      seen.push(told(await settled));
    }
    expect(seen.map(({ status }) => status)).toEqual([200, 401, 403]);
    expect(String(seen[2]?.body)).toContain("<Code>AccessDenied</Code><Message>Request has expired</Message>");
    expect([...record.fired]).toEqual([["expiry", 1]]);
  });

  it.each([
    ["before", 0],
    ["after", 1],
  ] as const)("kills %s the request is carried out, and never tells", async (when, writes) => {
    const { queue, record, process, transport } = setUp([
      { id: "d1", kind: "kill", start: "s1", attempt: 0, effect: 1, when },
    ]);
    let settled = 0;
    void settle(transport, store).then(() => {
      settled += 1;
    });
    await runEvents(queue);
    void settle(transport, store).then(() => {
      settled += 1;
    });
    await runEvents(queue);
    expect({ settled, dead: process.dead, writes: record.writes.length }).toEqual({ settled: 0, dead: true, writes });
  });

  it("carries out what was sent, also when its process dies or gives up on the way", async () => {
    const { queue, record, process, transport } = setUp();
    const stop = new AbortController();
    const settled = settle(transport, store, stop.signal);
    await new Promise(setImmediate);
    stop.abort(new Error("enough"));
    void settle(transport, { ...store, path: "/a/c.json" });
    await new Promise(setImmediate);
    process.kill();
    await runEvents(queue);
    expect(told(await settled)).toMatchObject({ message: "enough" });
    expect(record.writes.map(({ key }) => key)).toEqual(["a/b.json", "a/c.json"]);
  });
});
