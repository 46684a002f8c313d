import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { examine } from "../cli/patient.ts";

const page = readFileSync(new URL("../../docs/doctor.md", import.meta.url), "utf8");
/** What stands in the first column of a table, in code. */
const told = new Set([...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name));
const statuses = ["ok", "warning", "failed", "skipped"];

const placeholders: readonly (readonly [RegExp, string])[] = [
  [/^region .*/, "region …"],
  [/^buckets of .*/, "buckets of REGION"],
  [/^bucket [^:]*/, "bucket NAME"],
  [/^function job-.*/, "function NAME"],
  [/^sink .*/, "sink NAME"],
];

function placeless(name: string): string {
  return placeholders.reduce((text, [pattern, placeholder]) => text.replace(pattern, placeholder), name);
}

describe("docs/doctor.md", () => {
  it("tells of every check, and of none that there is not", async () => {
    const lost = (same: object) => ({ ...same, buckets: ["lost-1250000000"] });
    const place = { function: "job-audit-audit", region: "ap-guangzhou" };
    const seen = [
      await examine({ settings: (same) => ({ ...same, functions: { audit: place } }) }),
      await examine({ settings: lost }),
      await examine({ bucket: { service: "off" }, settings: ({ alerts: _alerts, ...rest }) => rest }),
    ];
    const names = new Set(seen.flatMap(({ results }) => results.map(({ name }) => placeless(name))));
    const codes = [...told].filter((name = "") => !statuses.includes(name) && !/^(403|cannot|no answer)/.test(name));
    expect(codes.sort()).toEqual([...names].sort());
  });
});
