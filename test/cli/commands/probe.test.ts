import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { textWidth } from "../../../cli/render/text-width.ts";
import { probeSchema } from "../../../lib/core/schema/probe.ts";
import { aProbe } from "../../fakes/a-probe.ts";
import { holdToSchemas } from "../../published-schemas.ts";
import { credentials, openSmallCloud, type SmallCloud, say } from "../small-cloud.ts";

const quick = ["probe", "--token-minutes", "0"];

describe("job-audit probe", () => {
  it("prints its answers, how far back each scope reaches, and what audits go by", async () => {
    const cloud = await openSmallCloud({ service: { lookupIds: 10, bounds: "strict" } });
    const said = await cloud.say(["probe"]);
    expect(said.exitCode).toBe(0);
    expect(said.err).toBe(
      "Probing pic jobs: only lists and look-ups are asked for, nothing is changed. It\nwaits 1 min with a page's token in hand.\n",
    );
    const answers = [
      "Probe of pic jobs, 2026-11-21 02:31:00 Asia/Shanghai",
      "  ends of a span    start strict, end strict",
      "  jobs are kept     at least 1.2 days, none known to be lost",
      "  ids a look-up     10; 11 refused (400 InvalidArgument); an unknown id is named\n                    in the answer",
      "  token lives       yes, for 1 min at least",
      "  asks for less     unknown: not asked for: --rate",
      "  lookupIds         10",
      "  assumedRetention  3d",
      "Kept as\n  cos://audit-1250000000/audits/v1/probes/family=pic/r0001.json\n",
    ];
    for (const answer of answers) expect(said.out).toContain(answer);
    expect(said.out).toMatch(/\n {2}oldest job listed 2026-11-\d\d \d\d:\d\d:\d\d, in /);
    expect(said.out).toMatch(/\n {2}jobs at risk {6}2026-11-20 is not audited; /);
    expect(said.out).toMatch(/^ {2}photos-\S+ +p\S+ +PicProcess +2026-11-\S+ \S+ +1\.\d days$/m);
    expect(said.out.split("\n").filter((line) => textWidth(line) > 80)).toEqual([]);
  });

  it("prints one object with --json, and keeps what it prints", async () => {
    const cloud = await openSmallCloud();
    const said = await cloud.say([...quick, "--json", "--family", "pic"]);
    expect(said.exitCode).toBe(0);
    const { key, location, holes, warnings, settings, ...probe } = JSON.parse(said.out);
    expect(probeSchema.parse(probe).producer.version).toBe("0.1.0");
    expect({ key, location, holes, warnings, settings }).toEqual({
      key: "v1/probes/family=pic/r0001.json",
      location: "cos://audit-1250000000/audits",
      holes: [],
      warnings: [],
      settings: { lookupIds: 1, assumedRetentionMs: 259_200_000 },
    });
    for (const { evidence } of [probe.answers.retention, probe.answers.loss])
      expect(evidence.map(({ asked }: { asked: string }) => asked)).toContainEqual(
        expect.stringMatching(/^the oldest job of /),
      );
    const kept = await holdToSchemas(join(cloud.objects, "audit-1250000000/audits/v1/probes"));
    expect(kept).toEqual({ rows: { probe: 1 }, problems: [] });
    for (const secret of [...Object.values(credentials), "q-sign", "callback-token", "pa55word"]) {
      expect(said.out).not.toContain(secret);
    }
  });

  it("says beforehand how it climbs, and where it was told to slow down", async () => {
    const cloud = await openSmallCloud();
    const said = await cloud.say([...quick, "--rate", "--rate-cap", "2"]);
    expect(said).toMatchObject({ exitCode: 0 });
    expect(said.err).toContain("from 1 to 2 times a second, with at most 9 requests,\nand ends");
    expect(said.out).toContain("asks for less     not up to 2 a second, in 9 requests\n");
  });

  it("names what it could not list, probes the rest, and exits with 3", async () => {
    const cloud = await openSmallCloud({ service: { denied: [{ bucket: "products-1250000000" }] } });
    const said = await cloud.say(quick);
    expect(said.exitCode).toBe(3);
    expect(said.out).toContain(
      "INCOMPLETE: 1 list could not be read\n  ap-guangzhou / products-1250000000, access-denied\n    Cannot GET products-1250000000.",
    );
    const object = JSON.parse((await cloud.say([...quick, "--json"])).out);
    expect(object.holes).toEqual([expect.objectContaining({ bucket: "products-1250000000", cause: "access-denied" })]);
    expect(object.key).toBe("v1/probes/family=pic/r0002.json");
  });

  it("says of a scope that could not be asked why", async () => {
    const queueId = "p0123456789abcdef0123456789abcdef";
    const cloud = await openSmallCloud({ service: { denied: [{ bucket: "photos-1250000000", queueId }] } });
    const said = await cloud.say(quick);
    expect(said.exitCode).toBe(3);
    expect(said.out).toMatch(/ PicProcess +not told +-\n/);
    expect(said.out).toMatch(
      /Not answered\n {2}the oldest job of p0123456789abcdef0123456789abcdef, ImageInspect: Cannot/,
    );
    expect(said.out).toContain("permission ci:DescribePicProcessJobs\n");
  });

  it("keeps nothing where nothing could be listed", async () => {
    const denied = [{ bucket: "products-1250000000" }, { bucket: "photos-1250000000" }];
    const cloud = await openSmallCloud({ service: { denied } });
    const said = await cloud.say(quick);
    expect(said).toMatchObject({ exitCode: 3, out: "" });
    expect(said.err).toContain("Cannot probe: nothing could be listed\n  - Cannot GET ");
  });

  it.each([
    [["--rate-cap", "5"], "Cannot use --rate-cap alone: say --rate too, which begins the climb\n"],
    [["--rate", "--rate-cap", "51"], "Expected a whole number from 1 to 50."],
    [["--rate", "--rate-cap", "0"], "Expected a whole number from 1 to 50."],
    [["--token-minutes", "1.5"], "Expected a whole number from 0 to 60."],
    [["--token-minutes", "61"], "Expected a whole number from 0 to 60."],
    [["--family", "video"], "argument 'video' is invalid. Allowed choices are pic."],
  ])("refuses %j before anything is asked", async (flags, err) => {
    const said = await say(["probe", ...flags]);
    expect(said).toMatchObject({ exitCode: 2, out: "" });
    expect(said.err).toContain(err);
  });
});

describe("a probe's consequences", () => {
  const days = (count: number) => count * 86_400_000;
  const lost = { listedForMs: days(1), listLostMs: days(2), lookupLostMs: days(2) };
  const warnings = [
    "Warning: lookupIds is 10, but ten ids at once were not answered: each look-up\n  costs one in vain\n",
    "Warning: assumedRetention is 3d, but a job of 2.0 days was listed no more: no\n  older span is trusted\n",
    "Warning: openMaxAge is 7d, but a job of 2.0 days was not known by its id any\n  more: open jobs will seem vanished\n",
  ].join("");

  /** A cloud whose reports lie in a folder, with this text as the newest probe. */
  async function openWithProbe(text: string | null, more = ""): Promise<{ cloud: SmallCloud; folder: string }> {
    const cloud = await openSmallCloud();
    const folder = join(cloud.folder, "reports");
    const report = `report: { store: directory, path: ${folder} }\n${more}endpoints:`;
    await cloud.configure((settings) => settings.replace(/report:[\s\S]*endpoints:/, report));
    await mkdir(join(folder, "v1/probes/family=pic"), { recursive: true });
    if (text !== null) await writeFile(join(folder, "v1/probes/family=pic/r0001.json"), text);
    return { cloud, folder };
  }

  it("are warned of by run and nights, and change no exit code", async () => {
    const lookupIds = { answered: 1, refusedAt: 2, partialAt: null, unknownIds: null };
    const probe = JSON.stringify(aProbe({ retention: lost, lookupIds }));
    const { cloud } = await openWithProbe(probe, "lookupIds: 10\n");
    expect(await cloud.say(["run"])).toMatchObject({ exitCode: 0, err: warnings });
    expect(await cloud.say(["run", "--from", "2026-11-20", "--json"])).toMatchObject({ exitCode: 0, err: warnings });
    expect(await cloud.say(["nights", "--from", "2026-11-20"])).toMatchObject({ exitCode: 0, err: warnings });
  });

  it("are part of what a night is audited by", async () => {
    const manifests = [];
    for (const probe of [JSON.stringify(aProbe({ retention: lost })), null]) {
      const { cloud, folder } = await openWithProbe(probe);
      const { manifest } = JSON.parse((await cloud.say(["run", "--json"])).out);
      manifests.push(JSON.parse(await readFile(join(folder, manifest), "utf8")));
    }
    expect(manifests[0].settingsDigest).not.toBe(manifests[1].settingsDigest);
  });

  it("are none where the probe cannot be read, which is told", async () => {
    const { cloud } = await openWithProbe("{}");
    expect(await cloud.say(["run"])).toMatchObject({
      exitCode: 0,
      err: "Warning: the probe v1/probes/family=pic/r0001.json cannot be read, and nothing\n  that it measured is used; probe again\n",
    });
  });

  it("come beside nights that were missed, which run tells of without a probe too", async () => {
    const { cloud } = await openWithProbe(null);
    await cloud.say(["run", "--date", "2026-11-18"]);
    expect(await cloud.say(["run"])).toMatchObject({
      exitCode: 0,
      err: "Warning: the night of 2026-11-19 is not committed; its first jobs may be lost\n  in 0.9 days (retention assumed: 3.0 days)\n",
    });
  });

  it("are no reason to fail when they cannot be looked for", async () => {
    const cloud = await openSmallCloud();
    // Just as the report is told, and before warnings are looked for.
    const said = await cloud.say(["run"], { out: () => void cloud.emulator.close() });
    expect(said.exitCode).toBe(0);
    expect(said.err).toMatch(/^Cannot GET audit-1250000000\.cos\.ap-chongqing\.myqcloud\.com\//);
  });

  it("are told by the probe itself too, of nights that were missed", async () => {
    const { cloud } = await openWithProbe(null);
    await cloud.say(["run", "--date", "2026-11-18"]);
    const said = await cloud.say(quick);
    expect(said.out).toContain("\nWarning: the night of 2026-11-19 is not committed; its first jobs may be");
  });
});
