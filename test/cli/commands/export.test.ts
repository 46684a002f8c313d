import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openSmallCloud, type SmallCloud } from "../small-cloud.ts";

async function auditedCloud(...parts: Parameters<typeof openSmallCloud>): Promise<SmallCloud> {
  const cloud = await openSmallCloud(...parts);
  await cloud.say(["run", "--json"]);
  return cloud;
}

interface Found {
  readonly jobId: string;
  readonly verdict: string;
  readonly bucket: string;
  readonly input: { readonly object: string } | null;
}

async function found(cloud: SmallCloud, ...args: readonly string[]): Promise<readonly Found[]> {
  const { out } = await cloud.say(["show", "--json", ...args]);
  return linesOf(out).map((line) => JSON.parse(line));
}

function linesOf(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "");
}

/** What an address says, by the standard's own reading. */
function placeOf(url: string): readonly string[] {
  const { hostname, pathname } = new URL(url);
  return [hostname.slice(0, hostname.indexOf(".cos.")), decodeURIComponent(pathname.slice(1))];
}

const twoBuckets = "The inputs lie in 2 buckets: photos-1250000000, products-1250000000; a batch job is of one.\n";

describe("job-audit export --format url-file", () => {
  it("writes the address of every failed input, in the order of the report", async () => {
    const cloud = await auditedCloud();
    const said = await cloud.say(["export", "--format", "url-file"]);
    expect(said).toMatchObject({ exitCode: 0, err: twoBuckets });
    const failed = await found(cloud, "--verdict", "failed");
    expect(failed).toHaveLength(18);
    expect(linesOf(said.out).map(placeOf)).toEqual(failed.map(({ bucket, input }) => [bucket, input?.object]));
    expect(said.out).toMatch(/^https:\/\/photos-1250000000\.cos\.ap-chongqing\.myqcloud\.com\/[!-~]+\n/);
  });

  it("takes the filters of show, and another verdict instead of failed", async () => {
    const cloud = await auditedCloud();
    const queue = ["--queue", "产品图"];
    const ofQueue = await cloud.say(["export", "--format", "url-file", ...queue]);
    expect(ofQueue).toMatchObject({ exitCode: 0, err: "" });
    expect(linesOf(ofQueue.out)).toHaveLength((await found(cloud, "--verdict", "failed", ...queue)).length);
    const stuck = await cloud.say(["export", "--format", "url-file", "--verdict", "stuck.running"]);
    expect(linesOf(stuck.out)).toHaveLength(6);
    const text = await cloud.say(["export", "--format", "url-file", "--text", "signature has expired"]);
    expect(linesOf(text.out)).toHaveLength(6);
  });

  it("says which queues there are when none is called so", async () => {
    const cloud = await auditedCloud();
    const said = await cloud.say(["export", "--format", "url-file", "--queue", "nowhere"]);
    expect(said).toEqual({
      exitCode: 0,
      out: "",
      err: "No queue of this report is called nowhere; there are thumbnails, 产品图\n",
    });
  });

  it("holds inputs only", async () => {
    const cloud = await auditedCloud();
    expect(await cloud.say(["export", "--format", "url-file", "--what", "groups"])).toEqual({
      exitCode: 2,
      out: "",
      err: "Cannot write groups as url-file: it holds failed-inputs only; choose csv or jsonl\n",
    });
  });
});

describe("job-audit export --format csv", () => {
  it("writes failed inputs with a head, a line each", async () => {
    const cloud = await auditedCloud();
    const said = await cloud.say(["export", "--format", "csv"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    const [head, ...lines] = said.out.trimEnd().split("\r\n");
    expect(head).toMatch(
      /^inputUrl,inputRegion,inputBucket,inputObject,family,region,bucket,queueId,queue,tag,verdict,state,code,message,reason,jobId,createdAt,startedAt,endedAt,fingerprint,/,
    );
    expect(lines).toHaveLength(18);
    const [first] = await found(cloud, "--verdict", "failed");
    expect(lines[0]).toContain(`,thumbnails,PicProcess,failed,Failed,`);
    expect(lines[0]).toContain(`,${first?.jobId},2026-11-`);
  });

  it.each([
    ["findings", 30, /^jobId,createdAt,/],
    ["groups", 9, /^family,.*,fingerprint,jobs,verdict,/],
    ["carried", 0, /^night,seen,jobId,/],
    ["amendments", 0, /^night,change,wasState,jobId,/],
  ])("writes %s", async (what, count, head) => {
    const cloud = await auditedCloud();
    const said = await cloud.say(["export", "--what", what, "--format", "csv"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(said.out).toMatch(head);
    expect(said.out.trimEnd().split("\r\n")).toHaveLength(1 + count);
  });

  it("begins with a byte order mark when that is asked for, and only then", async () => {
    const cloud = await auditedCloud();
    const plain = await cloud.say(["export", "--format", "csv"]);
    const marked = await cloud.say(["export", "--format", "csv", "--bom"]);
    expect(marked.out).toBe(`\ufeff${plain.out}`);
    const jsonl = await cloud.say(["export", "--format", "jsonl", "--bom"]);
    expect(jsonl).toEqual({ exitCode: 2, out: "", err: "Cannot use --bom with --format jsonl: it is for csv\n" });
  });
});

describe("job-audit export --format jsonl", () => {
  it("writes whole rows, as show prints them", async () => {
    const cloud = await auditedCloud();
    for (const [what, ...args] of [["failed-inputs", "--verdict", "failed"], ["findings"]]) {
      const shown = await cloud.say(["show", "--json", ...args]);
      expect(await cloud.say(["export", "--what", String(what), "--format", "jsonl"])).toEqual(shown);
    }
  });
});

describe("job-audit export --out", () => {
  it("writes a file, tells of it, and never writes over one unless it must", async () => {
    const cloud = await auditedCloud();
    const out = join(cloud.folder, "retry.txt");
    const args = ["export", "--format", "url-file", "--queue", "thumbnails", "--out", out];
    const said = await cloud.say(args);
    expect(said).toEqual({
      exitCode: 0,
      err: "",
      out: `${out}: 6 lines of failed-inputs as url-file, from 2026-11-20, pic jobs\n`,
    });
    const urls = await cloud.say(args.slice(0, -2));
    expect(await readFile(out, "utf8")).toBe(urls.out);
    await writeFile(out, "mine");
    expect(await cloud.say(args)).toEqual({
      exitCode: 2,
      out: "",
      err: `Cannot write ${out}: it exists; name another file, or replace it with --force\n`,
    });
    expect(await readFile(out, "utf8")).toBe("mine");
    expect((await cloud.say([...args, "--force"])).exitCode).toBe(0);
    expect(await readFile(out, "utf8")).toBe(urls.out);
  });

  it("prints one object with --json, and refuses that where the export itself is printed", async () => {
    const cloud = await auditedCloud();
    const out = join(cloud.folder, "failed.csv");
    const said = await cloud.say(["export", "--format", "csv", "--out", out, "--json"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(JSON.parse(said.out)).toEqual({
      what: "failed-inputs",
      format: "csv",
      out,
      bytes: (await readFile(out)).length,
      lines: 18,
      rows: 18,
      withoutInput: 0,
      withoutAddress: 0,
      inputBuckets: ["photos-1250000000", "products-1250000000"],
      reports: [
        {
          family: "pic",
          night: "2026-11-20",
          revision: 1,
          status: "complete",
          commit: "v1/commits/family=pic/date=2026-11-20/r0001.json",
        },
      ],
    });
    expect(await cloud.say(["export", "--format", "csv", "--json"])).toEqual({
      exitCode: 2,
      out: "",
      err: "Cannot use --json without --out FILE: standard output is taken by what is exported\n",
    });
  });

  it("leaves no half of a file when the report does not hold", async () => {
    const cloud = await auditedCloud();
    const reports = join(cloud.folder, "reports");
    await mkdir(reports);
    await cloud.configure((text) =>
      text.replace(/report:[\s\S]*endpoints:/, `report: { store: directory, path: ${reports} }\nendpoints:`),
    );
    await cloud.say(["run"]);
    const names = (await readdir(reports, { recursive: true })).filter((name) => name.endsWith(".gz"));
    const part =
      names
        .filter((name) => name.includes("findings"))
        .sort()
        .at(-1) ?? "";
    await writeFile(join(reports, part), "changed");
    const before = await readdir(cloud.folder);
    const said = await cloud.say(["export", "--format", "jsonl", "--out", join(cloud.folder, "all.jsonl")]);
    expect(said).toMatchObject({ exitCode: 3, out: "" });
    expect(said.err).toContain(`${part} was changed since it was committed`);
    expect(await readdir(cloud.folder)).toEqual(before);
  });
});

describe("job-audit export --not-recovered", () => {
  it("counts on standard error and in the object what it left out", async () => {
    const cloud = await auditedCloud();
    const args = ["export", "--format", "jsonl", "--not-recovered"];
    const said = await cloud.say(args);
    expect(linesOf(said.out)).toHaveLength(18);
    expect(said.err).toBe("Left out: 0 jobs whose input recovered in a later night.\n");
    const out = join(cloud.folder, "failed.jsonl");
    const object = await cloud.say([...args, "--out", out, "--json"]);
    expect(JSON.parse(object.out)).toMatchObject({ lines: 18, rows: 18, recovered: 0 });
  });

  it("is for failed inputs", async () => {
    const cloud = await auditedCloud();
    expect(await cloud.say(["export", "--what", "groups", "--format", "csv", "--not-recovered"])).toEqual({
      exitCode: 2,
      out: "",
      err: "Cannot use --not-recovered with --what groups: it is for failed-inputs\n",
    });
  });
});

describe("job-audit export", () => {
  it("warns of an incomplete report, and exits with 3", async () => {
    const cloud = await auditedCloud({ service: { denied: [{ bucket: "products-1250000000" }] } });
    const said = await cloud.say(["export", "--format", "url-file"]);
    expect(said.exitCode).toBe(3);
    expect(linesOf(said.out)).toHaveLength(6);
    expect(said.err).toMatch(/^INCOMPLETE: 1 hole in the report of 2026-11-20; `job-audit run --date 2026-11-20 /);
  });

  it.each([
    [["--date", "2026-11-19", "--format", "csv"], /^Cannot export 2026-11-19: no report of that night is committed /],
    [["--format", "xml"], /argument 'xml' is invalid. Allowed choices are url-file, csv, jsonl./],
    [
      ["--what", "jobs", "--format", "csv"],
      /Allowed choices are failed-inputs, findings, groups, carried, amendments./,
    ],
    [[], /required option '--format <format>' not specified/],
  ])("refuses %j", async (args, err) => {
    const said = await (await auditedCloud()).say(["export", ...args]);
    expect(said).toMatchObject({ exitCode: 2, out: "" });
    expect(said.err).toMatch(err);
  });
});
