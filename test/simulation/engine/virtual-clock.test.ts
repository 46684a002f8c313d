import { describe, expect, it } from "vitest";
import { createEventQueue } from "../../../simulation/engine/event-queue.ts";
import { createVirtualClock } from "../../../simulation/engine/virtual-clock.ts";
import { runEvents } from "./run-events.ts";

const { signal } = new AbortController();

function setUp() {
  const queue = createEventQueue(1000);
  const owner = { dead: false };
  return { queue, owner, clock: createVirtualClock(queue, owner) };
}

describe("createVirtualClock", () => {
  it("sleeps in virtual time", async () => {
    const { queue, clock } = setUp();
    const woke = clock.sleep(60_000, signal).then(() => clock.now());
    await runEvents(queue);
    expect(await woke).toBe(61_000);
  });

  it("rejects with the signal's reason when it is aborted, and time does not pass for the rest of the sleep", async () => {
    const { queue, clock } = setUp();
    const stop = new AbortController();
    const slept = clock.sleep(60_000, stop.signal).catch((error: unknown) => error);
    queue.at(1500, () => stop.abort("enough"));
    await runEvents(queue);
    expect(await slept).toBe("enough");
    expect(clock.now()).toBe(1500);
  });

  it("rejects at once where the signal is aborted already", async () => {
    const { clock } = setUp();
    await expect(clock.sleep(10, AbortSignal.abort("too late"))).rejects.toBe("too late");
  });

  it("never settles once its process is dead, aborted or not", async () => {
    const { queue, owner, clock } = setUp();
    const stop = new AbortController();
    let settled = 0;
    const count = () => {
      settled += 1;
    };
    clock.sleep(10, stop.signal).then(count, count);
    owner.dead = true;
    clock.sleep(10, stop.signal).then(count, count);
    stop.abort();
    await runEvents(queue);
    expect(settled).toBe(0);
    expect(clock.now()).toBe(1000);
  });
});
