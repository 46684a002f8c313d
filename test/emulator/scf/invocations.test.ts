import { describe, expect, it } from "vitest";
import type { FunctionRecord } from "../../../emulator/scf/function-record.ts";
import type { FunctionCall, FunctionRunner } from "../../../emulator/scf/function-runner.ts";
import { createInvocations } from "../../../emulator/scf/invocations.ts";
import { type FunctionContext, type ScfOptions, withUsual } from "../../../emulator/scf/options.ts";
import { functionOf } from "./deployed-function.ts";

const call = { functionName: "diff", namespace: "default", type: "Event", event: { date: "2026-11-21" } } as const;

function open(options: Partial<ScfOptions> = {}) {
  const waited: number[] = [];
  const clock = { now: 0 };
  const delay = async (ms: number) => {
    waited.push(ms);
    clock.now += ms;
  };
  const settings = withUsual({ functions: {}, ...options }, delay);
  return { waited, clock, invocations: createInvocations(settings, () => clock.now) };
}

/** Fails so often, then returns how often it was called. */
function failing(times: number, seen: unknown[] = []) {
  return async (event: unknown, context: FunctionContext) => {
    seen.push({ event, context });
    if (seen.length <= times) throw new Error(`failure ${seen.length}`);
    return seen.length;
  };
}

describe("createInvocations()", () => {
  it("gives a function its event and what it may know of where it runs", async () => {
    const { invocations } = open({ timeLimitMs: 60_000, memoryLimitMb: 256 });
    const seen: unknown[] = [];
    await invocations.run(call, failing(0, seen), "run-1");
    expect(seen).toEqual([
      {
        event: { date: "2026-11-21" },
        context: {
          request_id: "run-1",
          function_name: "diff",
          function_version: "$LATEST",
          namespace: "default",
          time_limit_in_ms: 60_000,
          memory_limit_in_mb: 256,
        },
      },
    ]);
  });

  it("tries a started function twice more, a minute apart, and keeps every failure", async () => {
    const { invocations, waited } = open();
    await invocations.run(call, failing(9), "run-1");
    expect(waited).toEqual([60_000, 60_000]);
    expect(invocations.results).toEqual([
      {
        ...call,
        requestId: "run-1",
        tries: [1, 2, 3].map((count) => ({ ok: false, error: new Error(`failure ${count}`) })),
      },
    ]);
  });

  it("stops trying at the first success, and gives each try an event of its own", async () => {
    const { invocations } = open();
    let tries = 0;
    await invocations.run(
      call,
      async (event) => {
        const own = event as { date?: string };
        expect(own.date).toBe("2026-11-21");
        delete own.date;
        tries += 1;
        if (tries === 1) throw new Error("first");
      },
      "run-1",
    );
    expect(invocations.results[0]?.tries).toEqual([
      { ok: false, error: new Error("first") },
      { ok: true, value: undefined },
    ]);
  });

  it("tries as often as it is told, and once where somebody waits", async () => {
    const { invocations, waited } = open({ retries: 0 });
    await invocations.run(call, failing(9), "run-1");
    await open().invocations.run({ ...call, type: "RequestResponse" }, failing(9), "run-2");
    expect(waited).toEqual([]);
    expect(invocations.results[0]?.tries).toHaveLength(1);
  });

  it("takes a handler that throws before it returns a promise for a failed one", async () => {
    const { invocations } = open({ retries: 0 });
    const last = await invocations.run(
      call,
      () => {
        throw new Error("at once");
      },
      "run-1",
    );
    expect(last).toEqual({ ok: false, error: new Error("at once") });
  });

  it("waits with its own delay where it has one", async () => {
    const waited: number[] = [];
    const { invocations } = open({ retryDelay: async (ms) => void waited.push(ms) });
    await invocations.run(call, failing(1), "run-1");
    expect(waited).toEqual([60_000]);
  });

  it("is idle when the functions that a function started have ended too", async () => {
    const { invocations } = open();
    const starter = async () => {
      await Promise.resolve();
      void invocations.run(call, failing(2), "run-2");
    };
    void invocations.run(call, starter, "run-1");
    await invocations.idle();
    expect(invocations.results.map(({ tries }) => tries.length)).toEqual([1, 3]);
  });

  it("keeps what failed for good as a dead letter, unless somebody waited for it", async () => {
    const { invocations } = open({ retries: 1 });
    await invocations.run(call, failing(9), "run-1");
    await invocations.run(call, failing(1), "run-2");
    await invocations.run({ ...call, type: "RequestResponse" }, failing(9), "run-3");
    expect(invocations.deadLetters).toEqual([
      {
        RequestId: "run-1",
        ErrorCode: -1,
        ErrorMessage: "Error: failure 2",
        Body: {
          FunctionName: "diff",
          Namespace: "default",
          Qualifier: "$DEFAULT",
          InvocationType: "Event",
          ClientContext: '{"date":"2026-11-21"}',
          RequestId: "run-1",
          RetryNum: 1,
        },
      },
    ]);
  });
});

describe("createInvocations(), of a deployed function", () => {
  const failure = { ok: false, error: "no", log: "", durationMs: 1, memoryBytes: 2 } as const;

  async function start(changes: Partial<FunctionRecord>, runMs = 0) {
    const opened = open();
    const seen: FunctionCall[] = [];
    const runner: FunctionRunner = {
      async run(_, each) {
        seen.push(each);
        opened.clock.now += runMs;
        return failure;
      },
    };
    const last = await opened.invocations.runDeployed(call, { record: functionOf("", changes), runner }, "run-1");
    return { ...opened, seen, last };
  }

  it("tells each try which it is, and keeps what it took", async () => {
    const { seen, last, invocations, waited } = await start({});
    const notAfter = 21_600_000;
    expect(seen).toEqual([1, 2, 3].map((attempt) => ({ event: call.event, requestId: "run-1", attempt, notAfter })));
    expect(last).toBe(failure);
    expect(invocations.results).toEqual([{ ...call, requestId: "run-1", tries: [failure, failure, failure] }]);
    expect(waited).toEqual([60_000, 60_000]);
    expect(invocations.deadLetters).toHaveLength(1);
  });

  it.each([
    [{ attempts: 0, maxAgeSeconds: 21_600 }, 1],
    [{ attempts: 1, maxAgeSeconds: 21_600 }, 2],
    [{ attempts: 2, maxAgeSeconds: 120 }, 3],
    [{ attempts: 2, maxAgeSeconds: 119 }, 2],
    [{ attempts: 2, maxAgeSeconds: 60 }, 2],
    [{ attempts: 2, maxAgeSeconds: 59 }, 1],
  ])("heeds its own settings of retries: %o", async (retry, tries) => {
    const { seen, invocations } = await start({ retry });
    expect(seen).toHaveLength(tries);
    expect(invocations.deadLetters).toMatchObject([{ Body: { RetryNum: tries - 1 } }]);
  });

  it("counts the time of its runs into the age of the event", async () => {
    const { seen } = await start({ retry: { attempts: 2, maxAgeSeconds: 900 } }, 800_000);
    expect(seen).toHaveLength(2);
  });

  it("never tries one of asynchronous execution again", async () => {
    expect((await start({ asyncRun: true })).seen).toHaveLength(1);
  });
});
