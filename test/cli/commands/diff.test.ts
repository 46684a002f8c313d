import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { diffSchema } from "../../../lib/core/schema/diff.ts";
import { openSmallNights } from "../small-nights.ts";

const both = ["2026-11-19", "2026-11-20"] as const;

describe("job-audit diff", () => {
  it("tells what got worse since the night before, keeps it, and exits with 1", async () => {
    const nights = await openSmallNights({ audited: both });
    const said = await nights.say(["diff"]);
    expect(said).toMatchObject({ exitCode: 1, err: "" });
    expect(said.out).toContain(`What changed in the night of 2026-11-20 since 2026-11-19, pic jobs
  4 things got worse since 2026-11-19: 1 new group of findings, 4 open jobs of
  earlier nights failed, 1 open job of an earlier night vanished, 1 queue was
  paused.
`);
    expect(said.out).toMatch(/^! {2}new +TemplateNotExist +thumbnails +0 +12 +11-20$/m);
    expect(said.out).toMatch(/^ {3}absent +CorruptedImage +thumbnails +4 +0 +11-19$/m);
    expect(said.out).toMatch(/^! +4 +failed +failed +thumbnails +PicProcess +2026-11-19$/m);
    expect(said.out).toMatch(/^! {2}paused +archive +Active +Paused$/m);
    const key = "v1/commits/family=pic/date=2026-11-20/diff-r0001.json";
    expect(said.out).toContain(`\nDiff:    cos://audit-1250000000/audits/${key}\n`);
    expect(said.out.split("\n").filter((line) => /^(?!Diff|All)/.test(line) && [...line].length > 80)).toEqual([]);
  });

  it("says the same again, and makes the diff once", async () => {
    const nights = await openSmallNights({ audited: both });
    const first = await nights.say(["diff"]);
    const before = nights.emulator.stats().byOperation["PUT /audits"];
    expect(await nights.say(["diff", "--date", "2026-11-20"])).toEqual(first);
    expect(nights.emulator.stats().byOperation["PUT /audits"]).toBe(before);
  });

  it("finds nothing worse in the first night, and exits with 0", async () => {
    const nights = await openSmallNights({ audited: both });
    const said = await nights.say(["diff", "--date", "2026-11-19"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(said.out).toContain("  Nothing to compare with: no earlier night of these scopes is complete.\n");
  });

  it("shows all that it has with --all", async () => {
    const nights = await openSmallNights({ audited: both });
    const said = await nights.say(["diff", "--all"]);
    expect(said.exitCode).toBe(1);
    expect(said.out).toContain("UnsupportedFormat");
    expect(said.out).not.toMatch(/… and|^All:/m);
  });

  it("prints the diff and where it is kept with --json", async () => {
    const nights = await openSmallNights({ audited: both });
    const said = await nights.say(["diff", "--json"]);
    expect(said).toMatchObject({ exitCode: 1, err: "" });
    expect(said.out.split("\n")).toHaveLength(2);
    const { committed, alreadyCommitted, location, commit, manifest, ...diff } = JSON.parse(said.out);
    expect(diffSchema.parse(diff)).toMatchObject({ night: "2026-11-20", headline: { worse: 4 } });
    expect({ committed, alreadyCommitted, location, commit }).toEqual({
      committed: true,
      alreadyCommitted: false,
      location: "cos://audit-1250000000/audits",
      commit: "v1/commits/family=pic/date=2026-11-20/diff-r0001.json",
    });
    expect(manifest).toMatch(/^v1\/manifests\/family=pic\/date=2026-11-20\/diff-manifest-[0-9a-f]{64}\.json$/);
  });

  it("compares with a night chosen by hand without keeping anything", async () => {
    const nights = await openSmallNights({ audited: both });
    const writes = () => nights.emulator.stats().byOperation["PUT /audits"];
    const before = writes();
    const said = await nights.say(["diff", "--baseline", "2026-11-19"]);
    expect(said.exitCode).toBe(1);
    expect(said.out).toContain("  4 things got worse since 2026-11-19: ");
    expect(said.out).toContain("\nCompared with a night chosen by hand: nothing was kept.\n");
    expect(said.out).toContain(
      `job-audit diff --date 2026-11-20 --baseline 2026-11-19 --all --config ${nights.config}\n`,
    );
    const json = JSON.parse((await nights.say(["diff", "--baseline", "2026-11-19", "--json"])).out);
    expect(json).toMatchObject({ committed: false, headline: { worse: 4 } });
    expect(json).not.toHaveProperty("commit");
    expect(writes()).toBe(before);
    expect(await readdir(join(nights.folder, "objects", "audit-1250000000", "audits", "v1"))).not.toContain("diffs");
  });

  it("exits with 3 when the night has holes, whatever got worse", async () => {
    const denied = [{ bucket: "photos-1250000000", queueId: "pfedcba9876543210fedcba9876543210" }];
    const nights = await openSmallNights({ service: { denied }, audited: both });
    const said = await nights.say(["diff"]);
    expect(said.exitCode).toBe(3);
    expect(said.out).toContain(
      "  INCOMPLETE: the night has holes in 3 scopes; what could not be read is\n  unknown, not fixed.\n",
    );
    expect(said.out).toMatch(/^ +photos-1250000000 +archive +PicProcess +incomplete +incomplete +1$/m);
  });

  it.each([
    [["--baseline", "yesterday"], "Cannot use --baseline yesterday: expected a date such as 2026-11-19\n"],
    [
      ["--baseline", "2026-11-20"],
      "Cannot compare 2026-11-20 with 2026-11-20: a baseline is a night before the one that is compared\n",
    ],
    [
      ["--baseline", "2026-11-18"],
      "Cannot compare 2026-11-20 with 2026-11-18: no report of 2026-11-18 is committed in cos://audit-1250000000/audits\n",
    ],
    [["--date", "2026-13-01"], "Cannot use --date 2026-13-01: expected a date such as 2026-11-20\n"],
  ])("refuses %j", async (args, err) => {
    const nights = await openSmallNights({ audited: ["2026-11-20"] });
    expect(await nights.say(["diff", ...args])).toEqual({ exitCode: 2, out: "", err });
  });

  it("says how to make a report that is not there", async () => {
    const nights = await openSmallNights();
    const said = await nights.say(["diff", "--date", "2026-11-19"]);
    expect(said).toEqual({
      exitCode: 2,
      out: "",
      err: `Cannot compare 2026-11-19: no report of that night is committed in cos://audit-1250000000/audits; \`job-audit run --date 2026-11-19 --config ${nights.config}\` makes one\n`,
    });
  });
});
