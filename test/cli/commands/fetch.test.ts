import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openSmallCloud, type SmallCloud } from "../small-cloud.ts";

const date = ["--date", "2026-11-20"];

async function auditedCloud(
  ...parts: Parameters<typeof openSmallCloud>
): Promise<SmallCloud & { readonly out: string }> {
  const cloud = await openSmallCloud(...parts);
  await cloud.say(["run", "--json"]);
  await cloud.say(["diff", "--json"]);
  return { ...cloud, out: join(cloud.folder, "fetched") };
}

/** Path below the folder, and content. */
async function filesIn(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const name of await readdir(folder, { recursive: true })) {
    const path = join(folder, name);
    if ((await stat(path)).isFile()) files.set(name, await readFile(path));
  }
  return files;
}

function inFolder(path: string): string {
  return `report: { store: directory, path: ${path} }\nendpoints:`;
}

describe("job-audit fetch", () => {
  it("fetches a night and its diff whole, and says where it lies", async () => {
    const cloud = await auditedCloud();
    const said = await cloud.say(["fetch", ...date, "--out", cloud.out]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    const kept = await filesIn(join(cloud.objects, "audit-1250000000", "audits"));
    // The series is no part of a night: whoever needs it makes it of the report.
    const expected = [...kept].filter(([name]) => !name.includes("/work/") && !name.includes("/series/"));
    expect([...(await filesIn(cloud.out))].sort()).toEqual(expected.sort());
    expect(said.out).toMatch(
      /^Night of 2026-11-20, pic jobs, revision 1\n {2}complete\n {2}\d+ files, \d+\.\d KB; every hash is as its manifest says\n {2}diff: revision 1\nFolder:\n {2}\/.*fetched\n/,
    );
    expect(said.out.split("\n").filter((line) => line.length > 80 && !line.includes(cloud.folder))).toEqual([]);
  });

  it("makes a folder that show reads as it reads the bucket, without credentials", async () => {
    const cloud = await auditedCloud();
    const shown = await cloud.say(["show", "--json"]);
    await cloud.say(["fetch", ...date, "--out", cloud.out]);
    await cloud.configure((text) => text.replace(/report:[\s\S]*endpoints:/, inFolder(cloud.out)));
    expect(await cloud.say(["show", "--json"], { env: {} })).toEqual(shown);
  });

  it("loads nothing twice, and prints one object with --json", async () => {
    const cloud = await auditedCloud();
    const first = JSON.parse((await cloud.say(["fetch", ...date, "--out", cloud.out, "--json"])).out);
    const again = await cloud.say(["fetch", ...date, "--out", cloud.out, "--json"]);
    expect(again).toMatchObject({ exitCode: 0, err: "" });
    const named = [...(await filesIn(cloud.out))].filter(([name]) => !/manifests|commits/.test(name));
    const bytes = named.reduce((sum, [, content]) => sum + content.length, 0);
    expect(first).toEqual({
      family: "pic",
      night: "2026-11-20",
      revision: 1,
      status: "complete",
      commit: "v1/commits/family=pic/date=2026-11-20/r0001.json",
      manifest: expect.stringMatching(/^v1\/manifests\/.*\/manifest-[0-9a-f]{64}\.json$/),
      diff: {
        revision: 1,
        commit: "v1/commits/family=pic/date=2026-11-20/diff-r0001.json",
        manifest: expect.stringMatching(/^v1\/manifests\/.*\/diff-manifest-[0-9a-f]{64}\.json$/),
      },
      folder: cloud.out,
      ...{ files: named.length, bytes, loadedFiles: named.length, loadedBytes: bytes },
    });
    expect(JSON.parse(again.out)).toEqual({ ...first, loadedFiles: 0, loadedBytes: 0 });
    const text = (await cloud.say(["fetch", ...date, "--out", cloud.out])).out;
    expect(text).toContain(`, ${named.length} of them there before; every hash is as its manifest says\n`);
  });

  it("overwrites nothing", async () => {
    const cloud = await auditedCloud();
    await cloud.say(["fetch", ...date, "--out", cloud.out]);
    const [name = ""] = [...(await filesIn(cloud.out)).keys()].filter((each) => each.includes("findings"));
    await writeFile(join(cloud.out, name), "mine");
    expect(await cloud.say(["fetch", ...date, "--out", cloud.out])).toEqual({
      exitCode: 3,
      out: "",
      err: `Cannot fetch into ${cloud.out}: ${name} is there with other content, and was not overwritten; remove it, or name another folder\n`,
    });
    expect(await readFile(join(cloud.out, name), "utf8")).toBe("mine");
  });

  it("names a file that was changed where it was kept, and commits nothing", async () => {
    const cloud = await auditedCloud();
    const bucket = join(cloud.objects, "audit-1250000000", "audits");
    const [name = ""] = [...(await filesIn(bucket)).keys()].filter((each) => each.includes("summaries"));
    await writeFile(join(bucket, name), "{}");
    await cloud.configure((text) => text.replace(/report:[\s\S]*endpoints:/, inFolder(bucket)));
    const said = await cloud.say(["fetch", ...date, "--out", cloud.out]);
    expect(said).toMatchObject({ exitCode: 3, out: "" });
    expect(said.err).toBe(`Cannot trust the report: ${join(bucket, name)} was changed since it was committed\n`);
    const there = [...(await filesIn(cloud.out)).keys()];
    expect(there.filter((each) => /commits|summaries|~/.test(each))).toEqual([]);
  });

  it("says so when the night is incomplete or has no diff", async () => {
    const cloud = await openSmallCloud({ service: { denied: [{ bucket: "products-1250000000" }] } });
    await cloud.say(["run", "--json"]);
    const said = await cloud.say(["fetch", ...date, "--out", join(cloud.folder, "fetched")]);
    expect(said).toMatchObject({ exitCode: 3, err: "" });
    expect(said.out).toContain("\n  INCOMPLETE: 1 hole\n");
    expect(said.out).toContain("\n  diff: none is committed\n");
  });

  it("leaves whole files only when it is interrupted, and can be given again", async () => {
    const cloud = await auditedCloud();
    const signal = AbortSignal.abort(new Error("interrupted"));
    const said = await cloud.say(["fetch", ...date, "--out", cloud.out], { signal });
    expect(said).toMatchObject({ exitCode: 3, out: "" });
    expect(said.err).toBe(
      "Interrupted. Files that are whole stay where they are: the same command goes on with the others.\n",
    );
    expect((await cloud.say(["fetch", ...date, "--out", cloud.out])).exitCode).toBe(0);
  });

  it("refuses a file to fetch into, and does nothing", async () => {
    const cloud = await auditedCloud();
    await writeFile(cloud.out, "mine");
    const fetchInto = (out: string) => cloud.say(["fetch", ...date, "--out", out]);
    const err = `Cannot fetch into ${cloud.out}: that is a file; name a folder\n`;
    expect(await fetchInto(cloud.out)).toEqual({ exitCode: 2, out: "", err });
    const below = join(cloud.out, "below");
    const partErr = `Cannot fetch into ${below}: a part of that path is a file\n`;
    expect(await fetchInto(below)).toEqual({ exitCode: 2, out: "", err: partErr });
    expect(await readFile(cloud.out, "utf8")).toBe("mine");
  });

  it.each([
    [
      ["--date", "2026-11-19"],
      /^Cannot fetch 2026-11-19: no report of that night is committed in cos:\/\/audit-1250000000\/audits; `job-audit nights --from 2026-11-19 --to 2026-11-19 --config .*` tells which is\n$/,
    ],
    [[...date, "--revision", "2"], /^Cannot fetch 2026-11-20: no revision 2 of that night is committed/],
    [["--date", "today"], /^Cannot use --date today: expected a date such as 2026-11-20\n$/],
    [[...date, "--revision", "0"], /argument '0' is invalid. Expected a whole number from 1 on./],
    [["--out", "x"], /required option '--date <date>' not specified/],
  ])("refuses %j", async (args, err) => {
    const cloud = await auditedCloud();
    const said = await cloud.say(["fetch", "--out", cloud.out, ...args]);
    expect(said).toMatchObject({ exitCode: 2, out: "" });
    expect(said.err).toMatch(err);
    await expect(readdir(cloud.out)).rejects.toThrow("ENOENT");
  });
});
