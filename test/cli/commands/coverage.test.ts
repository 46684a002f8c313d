import { describe, expect, it } from "vitest";
import { createDirectoryStore } from "../../../lib/adapters/directory/directory-store.ts";
import { aManifest } from "../../fakes/a-manifest.ts";
import { putCommitted } from "../committed.ts";
import { makeHole } from "../manifest.ts";
import { openSmallCloud, type SmallCloud } from "../small-cloud.ts";
import { openSmallNights } from "../small-nights.ts";

/** A folder of reports of the cloud's last night and of those that are planted. */
async function reports(...nights: Parameters<typeof aManifest>[0][]): Promise<SmallCloud> {
  const cloud = await openSmallCloud();
  const path = `${cloud.folder}/reports`;
  await cloud.configure((text) =>
    text.replace(/report:[\s\S]*endpoints:/, `report: { store: directory, path: ${path} }\nendpoints:`),
  );
  for (const night of nights) await putCommitted(createDirectoryStore(path), aManifest(night));
  return cloud;
}

const place = { region: "ap-chongqing", bucket: "photos-1250000000", queueId: "p1", tag: "PicProcess" };
const scopes = [{ ...place, origin: "discovered" as const, complete: true }];

describe("job-audit coverage", () => {
  it("says in its first line that every second is accounted for, from the first committed night on", async () => {
    const cloud = await openSmallNights({ audited: ["2026-11-19", "2026-11-20"] });
    const said = await cloud.say(["coverage"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    const lines = said.out.split("\n");
    expect(lines[0]).toBe("every second of 6 scopes from 2026-11-19 to 2026-11-20 is accounted for");
    expect(lines[1]).toMatch(/^ {2}2 committed nights of pic jobs in /);
    expect(lines.at(-2)).toBe("  jobs created 2026-11-19 00:00:00 to 2026-11-21 00:00:00 Asia/Shanghai");
  });

  it("prints one object with --json, with the spans of each scope", async () => {
    const cloud = await openSmallNights({ audited: ["2026-11-19", "2026-11-20"] });
    const said = await cloud.say(["coverage", "--json"]);
    expect(said.exitCode).toBe(0);
    const object = JSON.parse(said.out);
    expect(object).toMatchObject({
      ...{ family: "pic", timeZone: "Asia/Shanghai", from: "2026-11-19", to: "2026-11-20" },
      ...{ span: { from: "2026-11-18T16:00:00.000Z", to: "2026-11-20T16:00:00.000Z" } },
      ...{ complete: true, nights: 2, unaccountedMs: 0, holes: [], excluded: [] },
    });
    expect(object.scopes).toHaveLength(6);
    expect(object.scopes[0]).toEqual({
      ...{ region: "ap-chongqing", bucket: "photos-1250000000", queueId: "p0123456789abcdef0123456789abcdef" },
      ...{ tag: "ImageInspect", began: null, ended: null, unaccountedMs: 0 },
      spans: [{ from: "2026-11-18T16:00:00.000Z", to: "2026-11-20T16:00:00.000Z" }],
    });
  });

  it("lists holes with their cause and what to do, in lines that fit 80 columns", async () => {
    const refused = makeHole({ from: "2026-11-18T18:00:00.000Z", to: "2026-11-18T20:30:00.000Z", cause: "network" });
    const excluded = [{ bucket: "raw-1250000000", queueId: null, reason: "audited \u001b elsewhere" }];
    const cloud = await reports(
      { night: "2026-11-17", span: { from: "2026-11-16T16:00:00.000Z", to: "2026-11-17T16:00:00.000Z" } },
      {
        night: "2026-11-19",
        span: { from: "2026-11-18T16:00:00.000Z", to: "2026-11-19T16:00:00.000Z" },
        scopes,
        holes: [refused],
        excluded,
      },
    );
    const said = await cloud.say(["coverage", "--from", "2026-11-17"]);
    expect(said).toMatchObject({ exitCode: 3, err: "" });
    const text = said.out.replace(/\n {2,}/g, " ");
    expect(said.out).toMatch(/^5 holes in 1 scope from 2026-11-17 to 2026-11-20\n/);
    expect(said.out).toContain("\n  not accounted for: 2d00h, all scopes together\n");
    expect(text).toContain(
      " 2026-11-18, every scope, 00:00:00 to 2026-11-19 00:00:00 (1d00h), not-committed no report of that night is committed ",
    );
    expect(text).toContain(
      "2026-11-19, ap-chongqing / photos-1250000000 / p1 / PicProcess, 02:00:00 to 04:30:00 (2h30m), network",
    );
    expect(text).toContain("(2h00m), not-in-ledger no window of the ledger covers it");
    expect(said.out).toContain(`\nWhat to do\n  job-audit run --date 2026-11-18 --config ${cloud.config}\n`);
    expect(said.out).toContain(`\n  job-audit run --repair --date 2026-11-19 --config ${cloud.config}\n`);
    expect(text).toContain("raw-1250000000: excluded by settings, audited \\u{1b} elsewhere (2026-11-19)");
    expect(text).toContain("PicProcess: began with the night of 2026-11-19");
    const long = said.out.split("\n").filter((line) => line.length > 80 && !line.includes(cloud.folder));
    expect(long).toEqual([]);
  });

  it("says what is to be done where reading again does not help, and what ended", async () => {
    const span = { from: "2026-11-18T16:00:00.000Z", to: "2026-11-19T16:00:00.000Z" };
    const next = { from: "2026-11-19T17:00:00.000Z", to: "2026-11-20T16:00:00.000Z" };
    const old = makeHole({ ...span, cause: "beyond-retention", detail: "forgotten" });
    const cloud = await reports(
      { night: "2026-11-19", span, scopes, holes: [old] },
      { night: "2026-11-20", span: next },
    );
    const said = await cloud.say(["coverage", "--from", "2026-11-19"]);
    expect(said.exitCode).toBe(3);
    const text = said.out.replace(/\n {2,}/g, " ");
    expect(text).toContain("let audits run every night. Nights that do not meet were committed under other settings");
    expect(text).toContain("What the service has forgotten cannot be read again");
    expect(text).toContain("should be named under `exclude` in the settings, with a reason.");
    expect(text).toContain("PicProcess: not in the night of 2026-11-20 any more");
    expect(said.out).not.toContain("--repair");
  });

  it("counts the scopes that holes are in, and names a bucket that could not be listed and the permission", async () => {
    const span = { from: "2026-11-19T16:00:00.000Z", to: "2026-11-20T16:00:00.000Z" };
    const hole = makeHole({ ...span, ...place, cause: "network" });
    const unlisted = { ...place, bucket: "raw-1250000000", queueId: null, tag: null, cause: "access-denied" as const };
    const other = { ...place, origin: "discovered" as const, complete: true, tag: "ImageInspect" };
    const cloud = await reports({
      ...{ night: "2026-11-20", span, scopes: [...scopes, other] },
      holes: [hole, makeHole({ ...span, ...unlisted })],
    });
    const text = (await cloud.say(["coverage", "--from", "2026-11-20"])).out.replace(/\n {2,}/g, " ");
    expect(text).toContain("in 2 scopes and 1 place that could not be listed from 2026-11-20 to 2026-11-20");
    expect(text).toContain("ap-chongqing / raw-1250000000 (queues could not be listed), 00:00:00");
    expect(text).toContain("give this account the permission ci:DescribePicProcessQueues for raw-1250000000");
  });

  it("refuses a span as `nights` does, and a store that cannot be read ends with 3", async () => {
    const cloud = await reports();
    expect(await cloud.say(["coverage", "--from", "2026-11-20", "--to", "2026-11-19"])).toEqual({
      ...{ exitCode: 2, out: "" },
      err: "Cannot cover nights from 2026-11-20 to 2026-11-19: the first one comes after the last\n",
    });
    const none = await cloud.say(["coverage"]);
    expect(none.exitCode).toBe(3);
    expect(none.out).toMatch(/^1 hole in 0 scopes from 2026-11-20 to 2026-11-20\n {2}0 committed nights /);
  });
});
