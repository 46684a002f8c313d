import { describe, expect, it } from "vitest";
import { openLifetime, type Sighting } from "../../../lib/core/thresholds/open-lifetime.ts";

function seen(asOf: number, change: Partial<Sighting> = {}): Sighting {
  return { asOf, startedAt: null, endedAt: null, over: false, ...change };
}

describe("openLifetime()", () => {
  it("is longer than the age of a job that nobody saw start", () => {
    expect(openLifetime(100, [seen(150)])).toEqual({ wait: { ms: 50, ended: false }, run: null });
    expect(openLifetime(100, [seen(150), seen(250)])).toEqual({ wait: { ms: 150, ended: false }, run: null });
  });

  it("knows the wait of a job that runs, and how long it has run at least", () => {
    expect(openLifetime(100, [seen(150, { startedAt: 120 })])).toEqual({
      wait: { ms: 20, ended: true },
      run: { ms: 30, ended: false },
    });
    expect(openLifetime(100, [seen(150), seen(250, { startedAt: 180 }), seen(350)])).toEqual({
      wait: { ms: 80, ended: true },
      run: { ms: 170, ended: false },
    });
  });

  it("has run for no time where it started after the instant that its night is judged at", () => {
    expect(openLifetime(100, [seen(150, { startedAt: 170 })]).run).toEqual({ ms: 0, ended: false });
  });

  it("knows both of a job that ended later", () => {
    const over = seen(350, { startedAt: 180, endedAt: 300, over: true });
    expect(openLifetime(100, [seen(150), over, seen(450)])).toEqual({
      wait: { ms: 80, ended: true },
      run: { ms: 120, ended: true },
    });
  });

  it("waited until it was cancelled", () => {
    const over = seen(350, { endedAt: 300, over: true });
    expect(openLifetime(100, [seen(150), over])).toEqual({ wait: { ms: 200, ended: false }, run: null });
  });

  it("was there for as long as it was seen, where it is gone since", () => {
    const gone = seen(350, { startedAt: 120, over: true });
    expect(openLifetime(100, [seen(150, { startedAt: 120 }), seen(250), gone])).toEqual({
      wait: { ms: 20, ended: true },
      run: { ms: 130, ended: false },
    });
    expect(openLifetime(100, [seen(150), seen(350, { over: true })]).wait).toEqual({ ms: 50, ended: false });
  });
});
