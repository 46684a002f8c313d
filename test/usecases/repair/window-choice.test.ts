import { describe, expect, it } from "vitest";
import type { Hole } from "../../../lib/core/hole.ts";
import { isoInstant } from "../../../lib/core/instant.ts";
import { countsOf, emptyTally } from "../../../lib/core/tally.ts";
import { scopeSummary } from "../../../lib/usecases/audit/scope-report.ts";
import type { WindowReading } from "../../../lib/usecases/audit/walk-scopes.ts";
import type { HoleRow, RecordedScope } from "../../../lib/usecases/repair/recorded-night.ts";
import { chooseWindows } from "../../../lib/usecases/repair/window-choice.ts";
import { aScope, midnight } from "../../fakes/samples.ts";

const window = { from: midnight, to: midnight + 100_000 };

type Span = readonly [from: number, to: number, cause?: HoleRow["cause"]];

function hole([from, to, cause = "network"]: Span): Hole {
  const times = { from: midnight + from * 1_000, to: midnight + to * 1_000 };
  return { ...times, cause, detail: "", requestId: null, evidence: null };
}

function row(span: Span): HoleRow {
  const { from, to, ...rest } = hole(span);
  const { region, bucket, queueId, tag } = aScope;
  return { region, bucket, queueId, tag, from: isoInstant(from), to: isoInstant(to), ...rest };
}

function recorded(jobs: number, holes: readonly Span[]): RecordedScope {
  const summary = scopeSummary(aScope, emptyTally(), false);
  const windows = [{ ...window, pages: 1, jobs, holes: holes.map(row) }];
  return { scope: aScope, origin: "discovered", summary, findings: [], open: [], windows, holes: holes.map(row) };
}

function reading(jobs: number, holes: readonly Span[]): WindowReading {
  const counts = { pages: 1, duplicates: 0, outside: 0, foreign: 0, restarts: 0, halvings: 0, retries: 0, rate: 0 };
  const walk = { ordered: true, counts, holes: holes.map(hole), foreignScopes: new Set<string>(), refusal: null };
  const nothing = { read: async () => Buffer.alloc(0) };
  const rows = { findings: [], open: [], recoveries: [] };
  return { window, walk, counts: { ...countsOf(emptyTally()), jobs }, tally: nothing, rows };
}

function isTaken(before: readonly [jobs: number, holes: readonly Span[]], now: typeof before, known = 0): boolean {
  const read = { readings: [reading(...now)], forgotten: null, recordedIn: () => known };
  return chooseWindows(recorded(...before), read, false).some(({ taken }) => taken !== null);
}

describe("chooseWindows()", () => {
  it.each<[string, Parameters<typeof isTaken>, boolean]>([
    [
      "without a hole",
      [
        [5, [[50, 100]]],
        [5, []],
      ],
      true,
    ],
    [
      "without a hole that knows fewer jobs than were seen",
      [
        [5, [[50, 100]]],
        [4, []],
      ],
      false,
    ],
    [
      "with a shorter hole",
      [
        [5, [[50, 100]]],
        [5, [[60, 100]]],
      ],
      true,
    ],
    [
      "with a shorter hole elsewhere",
      [
        [5, [[50, 100]]],
        [5, [[0, 10]]],
      ],
      true,
    ],
    [
      "with a longer hole",
      [
        [5, [[50, 100]]],
        [99, [[0, 51]]],
      ],
      false,
    ],
    [
      "with the same hole",
      [
        [5, [[50, 100]]],
        [5, [[50, 100]]],
      ],
      false,
    ],
    [
      "with the same hole and more jobs",
      [
        [5, [[50, 100]]],
        [6, [[50, 100]]],
      ],
      true,
    ],
    ["with the same hole, more jobs by those that are recorded", [[5, [[50, 100]]], [3, [[50, 100]]], 3], true],
    ["with the same hole and fewer jobs", [[5, [[50, 100]]], [3, [[50, 100]]], 1], false],
    [
      "whose holes overlap",
      [
        [5, [[50, 100]]],
        [
          5,
          [
            [0, 40],
            [10, 45, "undecodable"],
          ],
        ],
      ],
      true,
    ],
    [
      "read whole, with strays in it",
      [
        [5, [[99, 100]]],
        [9, [[0, 100, "foreign-jobs"]]],
      ],
      true,
    ],
    [
      "with strays still",
      [
        [9, [[0, 100, "foreign-jobs"]]],
        [9, [[0, 100, "foreign-jobs"]]],
      ],
      false,
    ],
    [
      "without strays by now",
      [
        [9, [[0, 100, "foreign-jobs"]]],
        [9, []],
      ],
      true,
    ],
    [
      "with a hole instead of strays",
      [
        [9, [[0, 100, "foreign-jobs"]]],
        [99, [[0, 1]]],
      ],
      false,
    ],
  ])("judges a reading %s", (_what, args, taken) => {
    expect(isTaken(...args)).toBe(taken);
  });

  it("leaves a window that was not read as it was", () => {
    const read = { readings: [], forgotten: null, recordedIn: () => 0 };
    const [choice] = chooseWindows(recorded(5, [[50, 100]]), read, false);
    expect(choice).toMatchObject({ taken: null, holes: [row([50, 100])], forgotten: [] });
  });

  it("keeps the refusal of a scope of which nothing can be read still", () => {
    const refused = { ...recorded(0, [[0, 100]]), windows: [] };
    const again = (jobs: number) => ({ readings: [reading(jobs, [[0, 100]])], forgotten: null, recordedIn: () => 0 });
    expect(chooseWindows(refused, again(0), false)).toEqual([]);
    expect(chooseWindows(refused, again(1), false)).toMatchObject([{ window, holes: [row([0, 100])] }]);
  });

  describe("of a window that was read again too late", () => {
    const forgotten = row([0, 100, "beyond-retention"]);
    const chooseLate = (jobs: number, holes: readonly Span[], found = 0) => {
      const again = reading(jobs, holes);
      const rows = { ...again.rows, findings: Array.from({ length: found }, () => again.tally) };
      const read = { readings: [{ ...again, rows }], forgotten, recordedIn: () => 0 };
      return chooseWindows(recorded(5, [[50, 80]]), read, false)[0];
    };

    it("keeps as forgotten what was a hole, and nothing of what was read in time", () => {
      expect(chooseLate(6, [])).toMatchObject({ holes: [], forgotten: [row([50, 80, "beyond-retention"])] });
      expect(chooseLate(6, [])?.taken).not.toBeNull();
    });

    it("takes failures that came to light, though successes are forgotten by now", () => {
      expect(chooseLate(4, [], 1)?.taken).not.toBeNull();
      expect(chooseLate(4, [[50, 80]], 1)?.taken).toBeNull();
    });

    it("leaves it as it was where no more is known of it", () => {
      expect(chooseLate(5, [])).toMatchObject({ taken: null, holes: [row([50, 80])], forgotten: [] });
    });

    it("tells of a hole that is one still by its cause alone", () => {
      expect(chooseLate(6, [[40, 80]])?.taken).toBeNull();
      expect(chooseLate(6, [[50, 80]])).toMatchObject({ holes: [row([50, 80])], forgotten: [] });
    });
  });

  it("cuts what may be forgotten of the scope to the window", () => {
    const forgotten = row([-500, 5_000, "beyond-retention"]);
    const scope = { ...recorded(5, [[50, 100]]), holes: [row([50, 100]), forgotten] };
    const read = { readings: [], forgotten, recordedIn: () => 0 };
    const [choice] = chooseWindows(scope, read, true);
    expect(choice?.forgotten).toEqual([row([0, 100, "beyond-retention"])]);
    expect(chooseWindows(scope, read, false)[0]?.forgotten).toEqual([]);
  });
});
