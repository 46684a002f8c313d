import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { onAbort } from "../../lib/core/on-abort.ts";

const listenersOf = (signal: AbortSignal) => getEventListeners(signal, "abort").length;

describe("onAbort()", () => {
  it("tells everybody who still listens, in the order of asking", () => {
    const { signal, abort } = aController();
    const told: string[] = [];
    onAbort(signal, () => told.push("first"));
    const end = onAbort(signal, () => told.push("second"));
    onAbort(signal, () => told.push("third"));
    end();
    abort();
    expect(told).toEqual(["first", "third"]);
  });

  it("listens once for a thousand, and no more when nobody is left", () => {
    const { signal } = aController();
    const ends = Array.from({ length: 1_000 }, () => onAbort(signal, () => undefined));
    expect(listenersOf(signal)).toBe(1);
    for (const end of ends) end();
    expect(listenersOf(signal)).toBe(0);
  });

  it("listens again for who comes when all had gone", () => {
    const { signal, abort } = aController();
    onAbort(signal, () => undefined)();
    let told = 0;
    onAbort(signal, () => {
      told += 1;
    });
    abort();
    expect(told).toBe(1);
  });
});

function aController() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
