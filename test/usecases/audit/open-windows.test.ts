import { describe, expect, it } from "vitest";
import { createOpenWindows, type OpenWindow } from "../../../lib/usecases/audit/open-windows.ts";
import type { Work } from "../../../lib/usecases/audit/work-pool.ts";
import { openReach, type Reach, takeHalf } from "../../../lib/usecases/walk/reach.ts";
import { midnight } from "../../fakes/samples.ts";

const { signal } = new AbortController();

/** A window that is read for as long as the test says, at so many jobs a second. */
function aWindow(density: number | null) {
  const reach: Reach = openReach({ from: midnight, to: midnight + 100_000 }, { density });
  const reaches = new Set<Reach>([reach]);
  const ends: (() => void)[] = [];
  const busy = () => new Promise<void>((resolve) => ends.push(resolve));
  const shared = {
    reaches,
    readRest: busy,
    take(from: Reach) {
      const part = takeHalf(from);
      if (part !== null) reaches.add(part);
      return part && { reach: part, read: busy };
    },
    pieces: async () => [],
  };
  return {
    window: { shared, task: { density } } as unknown as OpenWindow,
    reach,
    reaches,
    end: () => ends.shift()?.(),
  };
}

function opened(least = 10, spare = 100) {
  const closed: OpenWindow[] = [];
  const close = async (window: OpenWindow) => void closed.push(window);
  return { open: createOpenWindows({ least, spare, close }), closed };
}

const any = () => true;

describe("createOpenWindows()", () => {
  it("takes half of the reach that has most jobs left, again and again", () => {
    const { open } = opened();
    const [thin, full] = [aWindow(1), aWindow(4)];
    for (const { window } of [thin, full]) void open.read(window, signal);
    for (let count = 0; count < 3; count += 1) expect(open.takePart(any)).not.toBeNull();
    const spans = [...full.reaches].map(({ at, to }) => [(at - midnight) / 1_000, (to - midnight) / 1_000]);
    expect(spans.sort()).toEqual([
      [0, 25],
      [25, 50],
      [50, 75],
      [75, 100],
    ]);
    expect(thin.reaches.size + full.reaches.size).toBe(5);
    expect(full.reaches.size).toBe(4);
  });

  it("takes nothing where too little is left, nothing is known, or none may be taken", () => {
    const { open } = opened(101);
    void open.read(aWindow(1).window, signal);
    void open.read(aWindow(null).window, signal);
    expect(open.takePart(any)).toBeNull();
    void open.read(aWindow(9).window, signal);
    expect(open.takePart(() => false)).toBeNull();
    expect(open.takePart(any)).not.toBeNull();
  });

  it("closes a window once, behind the last of its readers, whoever that is", async () => {
    const { open, closed } = opened();
    const one = aWindow(4);
    const whole = open.read(one.window, signal);
    const part = open.takePart(any) as Work;
    one.end();
    await whole;
    // Taken, and not begun yet.
    expect(closed).toEqual([]);
    const reading = part(signal);
    one.end();
    await reading;
    expect(closed).toEqual([one.window]);
  });

  it("takes no more in vain than is to spare, and a twentieth of all pages", async () => {
    const { open } = opened(10, 2);
    const one = aWindow(1_000);
    void open.read(one.window, signal);
    const parts = [open.takePart(any), open.takePart(any)] as Work[];
    expect(open.takePart(any)).toBeNull();
    for (let count = 0; count < 20; count += 1) open.countPage();
    expect(open.takePart(any)).not.toBeNull();
    expect(open.takePart(any)).toBeNull();
    one.end();
    const all = parts.map((part) => part(signal));
    one.end();
    one.end();
    await Promise.all(all);
    expect(open.takePart(any)).toBeNull();
  });

  it("takes more where what was taken proves to be full", () => {
    const { open } = opened(10, 1);
    const one = aWindow(1_000);
    void open.read(one.window, signal);
    expect(open.takePart(any)).not.toBeNull();
    expect(open.takePart(any)).toBeNull();
    for (const reach of one.reaches) reach.pages = 1;
    expect(open.takePart(any)).not.toBeNull();
  });
});
