import { readdir } from "node:fs/promises";
import { beforeEach, describe, expect, it } from "vitest";
import { badBuckets, openHostileCloud, poison, readable, storedDocument } from "./hostile-world.ts";

type Cloud = Awaited<ReturnType<typeof openHostileCloud>>;

const night = ["--date", "2026-11-20"];
const commands: readonly (readonly string[])[] = [
  ["plan", ...night],
  ["queues"],
  ["show", ...night],
  ...["findings", "groups", "open", "queues", "holes"].map((what) => ["show", ...night, "--what", what]),
  ["diff", ...night],
  ["nights"],
  ["run", ...night],
  ["run", "--last", "2d"],
];

let cloud: Cloud;
let first: { readonly exitCode: number; readonly out: string; readonly err: string };

beforeEach(async () => {
  cloud = await openHostileCloud();
  first = await cloud.say(["run", ...night]);
});

/** Raw; a line feed may only end a line of the program's own. */
const active = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

describe("a night of a service whose every word is meant to do harm", () => {
  it("is incomplete: a hole with its evidence for each answer that cannot be read, and everything else is there", async () => {
    expect(first.exitCode).toBe(3);
    const { holes, jobs, status } = (await storedDocument(cloud.reports, "manifests")) as {
      readonly status: string;
      readonly jobs: number;
      readonly holes: readonly { readonly cause: string; readonly detail: string; readonly evidence: string | null }[];
    };
    expect({ status, jobs }).toEqual({ status: "incomplete", jobs: readable.length });
    const undecodable = holes.filter(({ cause, evidence }) => cause === "undecodable" && evidence !== null);
    expect(undecodable).toHaveLength(poison.length);
    for (const { detail } of undecodable) expect(detail).toMatch(/^Cannot read the answer as XML: \d+:\d+: /);
    const lists = holes.filter(({ cause }) => cause === "incomplete-list").map(({ detail }) => detail);
    expect(lists.sort()).toEqual(["a bucket has a name that cannot be used", "a queue has an id that cannot be used"]);
    expect(holes.some(({ detail }) => detail.includes("is no host of the service"))).toBe(true);
  });

  it("sends nothing to a host that the service names", () => {
    const own = ["ci.ap-chongqing.myqcloud.com", "photos-1250000000.ci.ap-chongqing.myqcloud.com"];
    expect([...cloud.hosts].sort()).toEqual(own);
    expect(badBuckets.length).toBeGreaterThan(0);
  });

  it("leaves nothing outside of the report's folder, and no name in it but plain ones", async () => {
    expect((await readdir(cloud.folder)).sort()).toEqual(["job-audit.yaml", "reports"]);
    for (const name of await readdir(cloud.reports, { recursive: true })) expect(name).toMatch(/^[\w.=/-]{2,850}$/);
  });

  it("counts states that objects have of themselves like any other", async () => {
    const summary = JSON.stringify(await storedDocument(cloud.reports, "summaries"));
    for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"])
      expect(summary).toContain(`"${name}":1`);
  });

  it("moves no terminal and forges no line, in any command and form", async () => {
    expect(first.out + first.err).not.toMatch(active);
    for (const args of commands.flatMap((each) => [each, [...each, "--json"]])) {
      const { out, err, exitCode } = await cloud.say(args);
      const said = out + err;
      expect([0, 1, 2, 3], args.join(" ")).toContain(exitCode);
      expect(active.exec(said)?.[0], args.join(" ")).toBeUndefined();
      expect(
        said.split("\n").filter((line) => /^\W*forged/.test(line) && !args.includes("--json")),
        args.join(" "),
      ).toEqual([]);
    }
  });

  it("exports no formula and no broken row", async () => {
    const { out } = await cloud.say(["export", ...night, "--what", "findings", "--format", "csv"]);
    expect(out).not.toMatch(/[^\P{Cc}\r\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    expect(out).not.toMatch(/(^|,|\n)"?[=+@\t]/);
    expect(out).not.toMatch(/(^|,|\n)"?-\d/);
    const rows = out.split(/\r?\n/).filter((line) => line !== "");
    expect(rows.length).toBeGreaterThan(20);
    for (const row of rows) expect(cells(row), row.slice(0, 300)).toBe(cells(rows[0] ?? ""));
  });
});

/** Commas that stand in no quotes, and one. */
function cells(row: string): number {
  return row.replace(/"(?:[^"]|"")*"/g, "").split(",").length;
}
