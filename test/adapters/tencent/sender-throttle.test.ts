import { beforeAll, describe, expect, it } from "vitest";
import type { TencentAnswer, TencentRequest, Transport } from "../../../lib/adapters/tencent/request.ts";
import { createSender } from "../../../lib/adapters/tencent/sender.ts";
import { signRequest } from "../../../lib/adapters/tencent/sign.ts";
import { createVirtualClock, type VirtualClock } from "./virtual-clock.ts";

const credentials = { secretId: "AKIDexample", secretKey: "example-secret", sessionToken: null };
const request: TencentRequest = {
  method: "GET",
  host: "photos-1250000000.ci.ap-chongqing.myqcloud.com",
  path: "/pic_jobs",
  query: {},
};
const never = new AbortController().signal;

function answer(status: number, headers: Record<string, string> = {}): TencentAnswer {
  return { status, headers, body: Buffer.from(""), requestId: null };
}

/** Answers each try 200 ms later; `decide` gets the number of the try, from 1. */
function answering(clock: VirtualClock, decide: (count: number) => TencentAnswer) {
  let tries = 0;
  const transport: Transport = async (_, signal) => {
    tries += 1;
    const count = tries;
    await clock.sleep(200, signal);
    return decide(count);
  };
  return { transport, tries: () => tries };
}

interface Play {
  readonly concurrency: number;
  readonly clock?: VirtualClock;
  readonly decide: (count: number) => TencentAnswer;
}

/** Four requests for each worker, all of one host. */
async function play({ concurrency, decide, clock = createVirtualClock() }: Play) {
  const { transport, tries } = answering(clock, decide);
  const send = createSender({
    transport,
    credentials: () => credentials,
    clock,
    random: () => 0.5,
    maxInFlight: concurrency,
    deadlineMs: 60_000,
  });
  const failures: unknown[] = [];
  let left = concurrency * 4;
  const work = async () => {
    for (; left > 0; ) {
      left -= 1;
      await send(request, () => 1, never).catch((reason: unknown) => failures.push(reason));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return { failures, tries: tries(), tookMs: clock.now() };
}

/** Refuses what comes sooner than its rate allows. */
function limitedTo(perSecond: number, clock: VirtualClock) {
  let taken: readonly number[] = [];
  return () => {
    taken = taken.filter((at) => at > clock.now() - 1_000);
    if (taken.length >= perSecond) return answer(429);
    taken = [...taken, clock.now()];
    return answer(200);
  };
}

describe("createSender() on a host that throttles", () => {
  // The signing function is loaded on first use; virtual time must not pass meanwhile.
  beforeAll(async () => {
    await signRequest(request, credentials, 0);
  });

  it("loses no request to one long Retry-After, however many wait", async () => {
    const decide = (count: number) => (count === 1 ? answer(429, { "retry-after": "60" }) : answer(200));
    const { failures, tries, tookMs } = await play({ concurrency: 16, decide });
    expect(failures).toEqual([]);
    expect(tries).toBe(65);
    expect(tookMs).toBeGreaterThan(60_000);
  });

  it.each([16, 128])(
    "becomes slow and stays complete at 2 requests per second and concurrency %d",
    async (concurrency) => {
      const clock = createVirtualClock();
      const { failures, tookMs } = await play({ concurrency, clock, decide: limitedTo(2, clock) });
      expect(failures).toEqual([]);
      expect(tookMs).toBeGreaterThan((concurrency * 4 * 1_000) / 2 - 2_000);
    },
  );

  it("ends a request that is put off again and again by its number of tries", async () => {
    const { failures, tries, tookMs } = await play({
      concurrency: 1,
      decide: () => answer(429, { "retry-after": "60" }),
    });
    expect(failures).toHaveLength(4);
    expect(failures[0]).toMatchObject({ code: "SERVICE", status: 429 });
    expect(tries).toBe(32);
    expect(tookMs).toBeGreaterThan(31 * 60_000);
  });

  it("stops at once when it is aborted during the host's pause, and for those in line", async () => {
    const clock = createVirtualClock();
    const controller = new AbortController();
    const { transport, tries } = answering(clock, () => answer(429, { "retry-after": "60" }));
    const send = createSender({ transport, credentials: () => credentials, clock, random: () => 0, maxInFlight: 1 });
    const all = [1, 2, 3].map(() => send(request, () => 1, controller.signal).catch((reason: unknown) => reason));
    await clock.sleep(10_000, never);
    controller.abort("over");
    expect(await Promise.all(all)).toEqual(["over", "over", "over"]);
    expect(clock.now()).toBe(10_000);
    expect(tries()).toBe(1);
  });
});
