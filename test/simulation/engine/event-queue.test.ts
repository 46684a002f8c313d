import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEventQueue, type EventQueue } from "../../../simulation/engine/event-queue.ts";

function runAll(queue: EventQueue): void {
  for (let run = queue.take(); run !== null; run = queue.take()) run();
}

describe("createEventQueue", () => {
  it("gives events in the order of their time, those of one time in the order of asking", () => {
    const times = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 });
    fc.assert(
      fc.property(times, (asked) => {
        const queue = createEventQueue(0);
        const seen: [number, number][] = [];
        for (const [index, time] of asked.entries()) queue.at(time, () => seen.push([queue.now(), index]));
        runAll(queue);
        const expected = asked.map((time, index) => [time, index]).sort(([a = 0], [b = 0]) => a - b);
        expect(seen).toEqual(expected);
      }),
    );
  });

  it("has time stand still until the next event is taken", () => {
    const queue = createEventQueue(100);
    queue.at(250, () => undefined);
    expect(queue.now()).toBe(100);
    queue.take();
    expect(queue.now()).toBe(250);
  });

  it("takes a time that has passed for now", () => {
    const queue = createEventQueue(100);
    queue.at(40, () => undefined);
    queue.take();
    expect(queue.now()).toBe(100);
  });

  it("leaves out what was cancelled, and time does not move for it", () => {
    const queue = createEventQueue(0);
    queue.at(10, () => undefined).cancel();
    expect(queue.take()).toBeNull();
    expect(queue.now()).toBe(0);
  });

  it("leaves out the events of an owner that died meanwhile", () => {
    const queue = createEventQueue(0);
    const owner = { dead: false };
    const seen: string[] = [];
    queue.at(10, () => seen.push("its own"), owner);
    queue.at(20, () => seen.push("of another"));
    owner.dead = true;
    runAll(queue);
    expect(seen).toEqual(["of another"]);
  });

  it("takes events that are asked for while one runs", () => {
    const queue = createEventQueue(0);
    const seen: number[] = [];
    queue.at(10, () => queue.at(15, () => seen.push(queue.now())));
    queue.at(20, () => seen.push(queue.now()));
    runAll(queue);
    expect(seen).toEqual([15, 20]);
  });
});
