import { describe, expect, it } from "vitest";
import { openSmallCloud } from "../small-cloud.ts";

describe("job-audit plan", () => {
  it("tells what a run would read, and reads no job", async () => {
    const cloud = await openSmallCloud();
    const said = await cloud.say(["plan"]);
    expect(said).toEqual({
      exitCode: 0,
      err: "",
      out: `Plan for the night of 2026-11-20, pic jobs
  jobs created  2026-11-20 00:00:00 to 2026-11-21 00:00:00 Asia/Shanghai (1d)
  judged as of  2026-11-21 02:00:00
  to read       6 scopes in 144 windows of 1h
  tags          PicProcess, PosterProduction, ImageInspect
  night before  none is committed: only what is listed now is read
  committed     not yet

  bucket               region        queue       scopes  why
  photos-1250000000    ap-chongqing  thumbnails       3  listed now
  products-1250000000  ap-guangzhou  产品图           3  listed now
`,
    });
    expect(cloud.emulator.stats().byOperation["GET /pic_jobs"]).toBeUndefined();
  });

  it("knows the night before, what that one read, and a report that makes a run idle", async () => {
    const cloud = await openSmallCloud();
    await cloud.say(["run", "--date", "2026-11-19"]);
    await cloud.say(["run", "--date", "2026-11-20"]);
    await cloud.configure((settings) => `${settings}buckets: [{ name: photos-1250000000, region: ap-chongqing }]\n`);
    const said = await cloud.say(["plan", "--date", "2026-11-20", "--json"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(JSON.parse(said.out)).toMatchObject({
      family: "pic",
      night: "2026-11-20",
      span: { from: "2026-11-19T16:00:00.000Z", to: "2026-11-20T16:00:00.000Z" },
      asOf: "2026-11-20T18:00:00.000Z",
      committed: { key: "v1/commits/family=pic/date=2026-11-20/r0001.json", status: "complete" },
      previous: { night: "2026-11-19", scopes: 6 },
      windows: 72,
      holes: [],
    });
    const text = await cloud.say(["plan"]);
    expect(text.out).toContain("  night before  2026-11-19, whose 6 scopes are asked for again\n");
    expect(text.out).toContain("  committed     yes, complete: a run would read nothing\n");
  });

  it("names what could not be listed, what is excluded, and exits with 3", async () => {
    const cloud = await openSmallCloud({ service: { denied: [{ bucket: "photos-1250000000" }] } });
    await cloud.configure((text) => `${text}exclude: [{ bucket: products-1250000000, reason: moved away }]\n`);
    const said = await cloud.say(["plan"]);
    expect(said.exitCode).toBe(3);
    expect(said.out).toContain(
      "\nINCOMPLETE: 1 list could not be read\n  ap-chongqing / photos-1250000000, the whole night, access-denied\n",
    );
    expect(said.out).toContain("\nproducts-1250000000: excluded by settings, moved away\n");
  });
});
