import { describe, expect, it } from "vitest";
import type { Line } from "../../bench/lines.ts";
import { withTables } from "../../bench/page-tables.ts";
import { madeRun } from "./results-of.ts";

const begin = "<!-- Written by `npm run bench -- --write`. -->";
const end = "<!-- End of what is written. -->";

const small: readonly Line[] = [
  madeRun,
  { kind: "round", bench: "made", of: "9 jobs", side: "ours", round: 1, figures: { wallMs: 1 } },
  { kind: "median", bench: "made", of: "9 jobs", side: "ours", rounds: 3, figures: { wallMs: 1_500, peakRssMb: 80 } },
  { kind: "median", bench: "made", of: "9 jobs", side: "comm", rounds: 3, figures: { wallMs: 4_000 } },
  {
    kind: "target",
    bench: "made",
    target: "time of comm / ours",
    bound: { atLeast: 2.5 },
    value: 8 / 3,
    unit: "times",
    verdict: "met",
  },
];
const other: readonly Line[] = [{ ...madeRun, bench: "other", load: 4 }];
const large: readonly Line[] = [{ ...madeRun, full: true, date: "2026-11-24" }];

describe("withTables", () => {
  it("writes machines, targets and medians between the markers, and touches nothing else", () => {
    expect(withTables(`before\n${begin}\nold\n${end}\nafter\n`, [small, other])).toBe(`before
${begin}

### Small sizes

- made, other: 2026-11-23, 2 cores (AMD EPYC), 24 GB, Node v20.20.2, load at the start up to 4

| subject | target              | bound              | measured   | verdict |
|---------|---------------------|--------------------|------------|---------|
| made    | time of comm / ours | at least 2.5 times | 2.67 times | met     |

| subject | of     | side | time  | peak memory | rounds |
|---------|--------|------|-------|-------------|--------|
| made    | 9 jobs | ours | 1.5 s | 80 MB       | 3      |
| made    | 9 jobs | comm | 4 s   |             | 3      |

${end}
after
`);
  });

  it("tells large sizes behind small ones, with their own machine and day", () => {
    const page = withTables(`${begin}${end}`, [large, small]);
    expect(page.indexOf("### Small sizes")).toBeLessThan(page.indexOf("### Large sizes"));
    expect(page).toMatch(/### Large sizes\n\n- made: 2026-11-24, /);
  });

  it("writes the same again over what it wrote", () => {
    const once = withTables(`${begin}${end}`, [small]);
    expect(withTables(once, [small])).toBe(once);
  });

  it.each(["", begin, `${end}${begin}`])("throws when %j has no place for tables", (page) => {
    expect(() => withTables(page, [])).toThrow("no place for tables");
  });
});
