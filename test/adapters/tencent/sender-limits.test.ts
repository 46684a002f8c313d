import { beforeAll, describe, expect, it } from "vitest";
import { DeadlineError, NetworkError } from "../../../lib/core/errors.ts";
import { settle } from "./gate.ts";
import { answer, failureOf, loadSigning, never, prepare, request, text } from "./scripted-sender.ts";

describe("createSender()", () => {
  beforeAll(loadSigning);

  describe("when time runs out", () => {
    it("names what was attempted and how the last try failed, which is the cause", async () => {
      const { send, clock } = prepare([new NetworkError("reset by peer")], {
        deadlineMs: 2_000,
        random: () => 0.9,
        attempts: 99,
      });
      const startedAt = clock.now();
      const error = await failureOf(send(request, text, never));
      expect(error).toBeInstanceOf(DeadlineError);
      expect((error as Error).message).toBe(
        "Cannot GET photos-1250000000.ci.ap-chongqing.myqcloud.com/pic_jobs within 2000 ms: 4 tries failed, the last so: reset by peer",
      );
      expect((error as Error).cause).toMatchObject({ message: "reset by peer", code: "NETWORK" });
      expect(clock.now() - startedAt).toBeLessThanOrEqual(2_000);
    });

    it("ends a try that is under way", async () => {
      const { send, clock } = prepare(["silence"]);
      const startedAt = clock.now();
      const error = await failureOf(send(request, text, never));
      expect(error).toMatchObject({ code: "DEADLINE", retryable: true, cause: undefined });
      expect((error as Error).message).toContain("within 60000 ms: no try ended");
      expect(clock.now() - startedAt).toBe(60_000);
    });

    it("grants a body the time that its upload may take", async () => {
      const { send, clock } = prepare(["silence"]);
      const startedAt = clock.now();
      const put = { ...request, method: "PUT", body: Buffer.alloc(5_000_000) } as const;
      const error = await failureOf(send(put, text, never));
      // 100 s for 5 MB at 50 KB/s, on top of the 60 s that any request has.
      expect((error as Error).message).toContain("within 160000 ms");
      expect(clock.now() - startedAt).toBe(160_000);
    });

    it("counts no wait for the host's turn", async () => {
      const { send, delays } = prepare([answer(503, "", { "retry-after": "50" }), answer(200, "ok")], {
        deadlineMs: 30_000,
      });
      const both = await Promise.all([send(request, text, never), send(request, text, never)]);
      expect(both.map(({ value }) => value)).toEqual(["ok", "ok"]);
      expect(delays().at(-1)).toBe(50_000);
    });

    it("does not sleep towards a deadline that it cannot meet", async () => {
      const { send, clock } = prepare([answer(503)], { deadlineMs: 100 });
      const startedAt = clock.now();
      await expect(send(request, text, never)).rejects.toMatchObject({ code: "DEADLINE", cause: { status: 503 } });
      expect(clock.now()).toBe(startedAt);
    });
  });

  describe("when it is aborted", () => {
    it("does not begin", async () => {
      const { send, sent } = prepare([answer(200)]);
      await expect(send(request, text, AbortSignal.abort("over"))).rejects.toBe("over");
      expect(sent).toHaveLength(0);
    });

    it("rejects with the reason during a try", async () => {
      const { send } = prepare(["silence"]);
      const controller = new AbortController();
      const sending = send(request, text, controller.signal);
      controller.abort("over");
      await expect(sending).rejects.toBe("over");
    });

    it("rejects with the reason during a wait", async () => {
      const controller = new AbortController();
      const { send, sent } = prepare([answer(503, "", { "retry-after": "20" })], {
        random: () => {
          queueMicrotask(() => controller.abort("over"));
          return 0;
        },
      });
      await expect(send(request, text, controller.signal)).rejects.toBe("over");
      expect(sent).toHaveLength(1);
    });
  });

  it("leaves no timer behind", async () => {
    const { send, clock } = prepare([answer(503), answer(200)]);
    await send(request, text, never);
    await settle();
    expect(clock.sleepers()).toBe(0);
  });
});
