import { describe, expect, it } from "vitest";
import { createSlots } from "../../../lib/adapters/tencent/slots.ts";
import { createGate, settle } from "./gate.ts";

const never = new AbortController().signal;

describe("createSlots()", () => {
  it("lets no more work at once than there are slots", async () => {
    const slots = createSlots(2);
    const gates = [0, 1, 2, 3, 4].map(() => createGate<void>());
    let running = 0;
    let most = 0;
    const all = gates.map((gate) =>
      slots.use(async () => {
        running += 1;
        most = Math.max(most, running);
        await gate.promise;
        running -= 1;
      }, never),
    );
    for (const gate of gates) {
      await settle();
      gate.resolve();
    }
    await Promise.all(all);
    expect(most).toBe(2);
  });

  it("serves in the order of asking", async () => {
    const slots = createSlots(1);
    const order: number[] = [];
    await Promise.all([1, 2, 3, 4].map((name) => slots.use(async () => order.push(name), never)));
    expect(order).toEqual([1, 2, 3, 4]);
  });

  it("takes the slot back from work that fails or throws, and passes the failure on", async () => {
    const slots = createSlots(1);
    const failure = new Error("broken");
    await expect(slots.use(() => Promise.reject(failure), never)).rejects.toBe(failure);
    const throwing = () => {
      throw failure;
    };
    await expect(slots.use(throwing, never)).rejects.toBe(failure);
    await expect(slots.use(async () => "free", never)).resolves.toBe("free");
  });

  it("lets go of those who give up while they wait, and serves the next", async () => {
    const slots = createSlots(1);
    const gate = createGate<void>();
    const impatient = new AbortController();
    const first = slots.use(() => gate.promise, never);
    let started = false;
    const second = slots.use(async () => {
      started = true;
    }, impatient.signal);
    const third = slots.use(async () => "third", never);
    await settle();
    impatient.abort("enough");
    await expect(second).rejects.toBe("enough");
    gate.resolve();
    await first;
    await expect(third).resolves.toBe("third");
    expect(started).toBe(false);
  });

  it("does not begin for a signal that is aborted already", async () => {
    const slots = createSlots(1);
    await expect(slots.use(async () => "begun", AbortSignal.abort("over"))).rejects.toBe("over");
    await expect(slots.use(async () => "free", never)).resolves.toBe("free");
  });
});
