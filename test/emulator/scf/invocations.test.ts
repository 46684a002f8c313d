import { describe, expect, it } from "vitest";
import { createInvocations } from "../../../emulator/scf/invocations.ts";
import { type FunctionContext, type ScfOptions, withUsual } from "../../../emulator/scf/options.ts";

const call = { functionName: "diff", namespace: "default", type: "Event", event: { date: "2026-11-21" } } as const;

function open(options: Partial<ScfOptions> = {}) {
  const waited: number[] = [];
  const delay = async (ms: number) => {
    waited.push(ms);
  };
  return { waited, invocations: createInvocations(withUsual({ functions: {}, ...options }, delay)) };
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
});
