import { scf } from "tencentcloud-sdk-nodejs-scf";
import { describe, expect, it } from "vitest";
import type { InvocationFault } from "../../../emulator/scf/invocation-faults.ts";
import { openEmulator } from "../open-emulator.ts";
import { credential } from "../small-world.ts";

const hour = 3_600_000;

/** The clock goes on by what is waited for. */
async function open(...invocationFaults: readonly InvocationFault[]) {
  const clock = { now: Date.now() };
  const startedAt = clock.now;
  const seen: unknown[] = [];
  const observed: unknown[] = [];
  const emulator = await openEmulator({
    scfNow: () => clock.now,
    scf: {
      functions: { shard: async (event) => void seen.push([event, (clock.now - startedAt) / hour]) },
      invocationFaults,
      observeFault: ({ how }, { event }) => void observed.push([how, event]),
      retryDelay: async (ms) => {
        clock.now += ms;
      },
    },
  });
  const profile = { httpProfile: { protocol: "http://", endpoint: `127.0.0.1:${emulator.port}` } } as const;
  const client = new scf.v20180416.Client({ credential, region: "ap-chongqing", profile });
  const start = async (n: number) => {
    // The client signs by a clock of its own.
    clock.now = startedAt;
    await client.Invoke({ FunctionName: "shard", InvocationType: "Event", ClientContext: JSON.stringify({ n }) });
    await emulator.idle();
  };
  return { emulator, start, seen, observed };
}

describe("mishaps of asynchronous invocations", () => {
  it("lose one and run another twice, and whoever observes is told of which", async () => {
    const { start, seen, observed } = await open({ how: "lose", times: 1 }, { how: "duplicate", nth: 2, times: 1 });
    for (const n of [1, 2, 3]) await start(n);
    expect(seen.map((each) => (each as [unknown])[0])).toEqual([{ n: 2 }, { n: 2 }, { n: 3 }]);
    expect(observed).toEqual([
      ["lose", { n: 1 }],
      ["duplicate", { n: 2 }],
    ]);
  });

  it("run one late that still counts, and never one that lay for more than six hours", async () => {
    const { emulator, start, seen } = await open(
      { how: "delay", times: 1, delayMs: 6 * hour },
      { how: "delay", nth: 2, times: 1, delayMs: 7 * hour },
    );
    await start(1);
    await start(2);
    expect(seen).toEqual([[{ n: 1 }, 6]]);
    expect(emulator.scf.platform?.deadLetters).toMatchObject([{ Body: { ClientContext: '{"n":2}', RetryNum: 0 } }]);
  });

  it("refuse one, which nobody runs then", async () => {
    const { start, seen, observed } = await open({ how: "throttle", times: 1 });
    await expect(start(1)).rejects.toMatchObject({ code: "RequestLimitExceeded" });
    await start(2);
    expect(seen).toEqual([[{ n: 2 }, 0]]);
    expect(observed).toEqual([["throttle", { n: 1 }]]);
  });
});
