import { describe, expect, it } from "vitest";
import { createQuietLine, type QuietNight } from "../../cli/demo-quiet-line.ts";
import { createFakeIo } from "./fake-io.ts";

function night(day: number, failed: number, change: Partial<QuietNight> = {}): QuietNight {
  return {
    night: `2026-11-${day}`,
    states: { Failed: failed, Success: 100 - failed },
    resolved: 0,
    titles: [],
    ...change,
  };
}

describe("createQuietLine", () => {
  it("shows a bar for each night as it ends, and what they come to behind the last", () => {
    const io = createFakeIo();
    const line = createQuietLine(io);
    line.add(night(13, 1));
    expect(io.written.out).toBe("2026-11-13 ▂");
    line.add(night(14, 10, { states: { Failed: 10, Success: 90, Cancel: 900 } }));
    line.add(night(15, 0));
    line.end();
    expect(io.written.out).toBe("2026-11-13 ▂█▁ 2026-11-15: 3 quiet nights, 3.7 % failed, nothing opened.\n\n");
    line.end();
    expect(io.written.out).toMatch(/opened\.\n\n$/);
  });

  it("says what resolved, and which alerts came of it; and begins anew behind its end", () => {
    const io = createFakeIo({ env: { LANG: "C" } });
    const line = createQuietLine(io);
    line.add(night(22, 5, { resolved: 2, titles: ["Resolved: 2 · 2026-11-22"] }));
    line.end();
    line.add(night(24, 5));
    line.end();
    expect(io.written.out).toBe(
      "2026-11-22 = 2026-11-22: 1 quiet night, 5.0 % failed, 2 incidents resolved.\n  alert: Resolved: 2 · 2026-11-22\n\n" +
        "2026-11-24 = 2026-11-24: 1 quiet night, 5.0 % failed, nothing opened.\n\n",
    );
  });
});
