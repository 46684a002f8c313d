import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { createDirectoryStore } from "../../../lib/adapters/directory/directory-store.ts";
import type { ReportStore } from "../../../lib/ports/report-store.ts";
import { commitScopes } from "../../fakes/committed-night.ts";
import { openSmallCloud, type SmallCloud } from "../small-cloud.ts";

const date = "2026-11-20";

let cloud: SmallCloud;
let reports: ReportStore;

beforeEach(async () => {
  cloud = await openSmallCloud();
  const path = join(cloud.folder, "reports");
  await cloud.configure((text) =>
    text.replace(/report:[\s\S]*endpoints:/, `report: { store: directory, path: ${path} }\nendpoints:`),
  );
  reports = createDirectoryStore(path);
  await commitScopes(reports, date, { q: { failed: { A: ["a.jpg"], B: ["b.jpg"] }, complete: false } });
  const repaired = { q: { failed: { A: ["a.jpg"], B: ["c.jpg"] } }, r: { failed: { C: ["d.jpg"] } } };
  await commitScopes(reports, date, repaired, { change: { revision: 2 } });
});

describe("job-audit diff --revision", () => {
  it("shows what a revision changed of the one before, job by job", async () => {
    const said = await cloud.say(["diff", "--date", date, "--revision", "2"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(said.out.split("\n")).toEqual([
      "What revision 2 of 2026-11-20 changed of revision 1, pic jobs (times in Asia/Shanghai)",
      "",
      "change   of        created   is      queue  object",
      "changed  findings  12:00:00  failed  q      c.jpg",
      "          2026-11-20-B-0  input",
      "added    findings  12:00:00  failed  r      d.jpg",
      "          2026-11-20-C-0",
      "",
      "findings: 1 changed, 1 added.",
      "",
    ]);
  });

  it("prints a line of JSON for each with --json, both rows whole", async () => {
    const { out } = await cloud.say(["diff", "--date", date, "--revision", "2", "--json"]);
    const [changed, added] = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(changed).toMatchObject({ change: "changed", columns: ["input"], before: { input: { object: "b.jpg" } } });
    expect(added).toMatchObject({ change: "added", before: null, after: { jobId: "2026-11-20-C-0", queueId: "r" } });
  });

  it("shows the first changes, all with --all, and says where there is none", async () => {
    const many = { q: { failed: { A: ["a.jpg"], B: ["c.jpg"] } }, r: { failed: { C: 10, D: 10, E: 10 } } };
    await commitScopes(reports, date, many, { change: { revision: 3 } });
    await commitScopes(reports, date, many, { change: { revision: 4, runId: "again" } });
    const args = ["diff", "--date", date, "--revision"];
    const [some, all, none] = [
      await cloud.say([...args, "3"]),
      await cloud.say([...args, "3", "--all"]),
      await cloud.say([...args, "4"]),
    ];
    expect(some.out).toContain("\nfindings: 1 changed, 29 added. The first 20 are shown; --all shows every one.\n");
    expect([some.out, all.out].map((out) => out.match(/2026-11-20-[CDE]-/g)?.length)).toEqual([20, 30]);
    expect(none).toMatchObject({ exitCode: 0, err: "" });
    expect(none.out).toContain("\n\nNo row of a job was added, removed or changed.\n");
  });

  it("ends with 3 where the revision is incomplete", async () => {
    await commitScopes(
      reports,
      date,
      { q: { failed: { A: ["a.jpg"] }, complete: false } },
      { change: { revision: 3 } },
    );
    expect(await cloud.say(["diff", "--revision", "3"])).toMatchObject({ exitCode: 3, err: "" });
  });

  it.each([
    ["1", /^Cannot compare revision 1 of 2026-11-20: there is none before the first$/m],
    ["3", /^Cannot compare revision 3 of 2026-11-20: revision 2 is the newest that is committed in /m],
    ["0", /Expected a whole number from 1 on/],
  ])("refuses revision %s", async (revision, message) => {
    const said = await cloud.say(["diff", "--date", date, "--revision", revision]);
    expect(said.exitCode).toBe(2);
    expect(said.err).toMatch(message);
  });

  it("refuses a baseline beside a revision", async () => {
    const said = await cloud.say(["diff", "--revision", "2", "--baseline", "2026-11-19"]);
    expect(said.exitCode).toBe(2);
    expect(said.err).toContain("leave one of them out");
  });
});
