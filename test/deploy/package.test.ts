/** `npx serverless package`, as a process in checkouts of their own. */

import { createHash } from "node:crypto";
import { access, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkOut, runServerless, writeNetworkTrap } from "./checkout.ts";
import { leastSettings } from "./least-service.ts";

let folder = "";
let one = "";
let other = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "deploy-package-"));
  one = join(folder, "one");
  other = join(folder, "another place", "below", "checkout");
  for (const place of [one, other]) {
    await checkOut(place);
    await writeFile(join(place, "job-audit.yaml"), leastSettings);
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function digestsIn(place: string): Promise<Record<string, string>> {
  const names = (await readdir(place)).sort();
  const digest = async (name: string) =>
    createHash("sha256")
      .update(await readFile(join(place, name)))
      .digest("hex");
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await digest(name)])));
}

describe("serverless package", () => {
  it("packs the same bytes in every time zone, checkout and umask", async () => {
    const runs = [
      { place: one, out: "utc", TZ: "UTC", umask: "022" },
      { place: one, out: "shanghai", TZ: "Asia/Shanghai", umask: "077" },
      { place: other, out: "st-johns", TZ: "America/St_Johns", umask: "002" },
    ];
    const digests: Record<string, string>[] = [];
    for (const { place, out, TZ, umask } of runs) {
      const ran = await runServerless(place, ["package", "--package", out], { env: { TZ }, umask });
      expect(ran).toMatchObject({ exitCode: 0, stderr: "" });
      digests.push(await digestsIn(join(place, out)));
    }
    expect(Object.keys(digests[0] ?? {})).toEqual(expect.arrayContaining(["audit.zip", "diff.zip"]));
    expect(digests).toEqual(runs.map(() => digests[0]));
  }, 180_000);

  it("writes to .serverless, prints the sizes and nothing else, and asks nobody for anything", async () => {
    const trap = await writeNetworkTrap(folder);
    const { exitCode, stdout, stderr } = await runServerless(one, ["package"], trap);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const zips = await digestsIn(join(one, ".serverless"));
    const lines = stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(Object.keys(zips).length);
    for (const line of lines) {
      const shape = /^(\w+): +index\.js (\d+) KB, zip (\d+) KB, sha256 ([0-9a-f]{12}): (.*)$/;
      const [, key, bundle, zip, digest, path] = line.match(shape) ?? [];
      expect(path).toBe(`.serverless/${key}.zip`);
      expect(zips[`${key}.zip`]?.startsWith(digest ?? "none")).toBe(true);
      expect(Number(bundle)).toBeGreaterThan(Number(zip));
      const { length } = await readFile(join(one, path ?? ""));
      expect(Number(zip)).toBe(Math.round(length / 1024));
    }
    expect(await readFile(trap.env?.["SEEN"] ?? "", "utf8")).toBe("");
  });

  it("packs nothing while the settings are missing or wrong, and says what to do", async () => {
    const place = join(folder, "bare");
    await checkOut(place);
    const missing = await runServerless(place, ["package"]);
    expect(missing.exitCode).toBe(1);
    expect(missing.stdout).toBe(`Error:
Cannot pack the functions without their settings, job-audit.yaml: there is none beside serverless.yml
  write it with \`regions\` and \`report\` at least (docs/settings.md has every key), such as
    regions: [ap-chongqing]
    report: { store: cos, bucket: audit-1250000000, region: ap-chongqing }
`);
    await writeFile(join(place, "job-audit.yaml"), `${leastSettings}concurrency: many\n`);
    const wrong = await runServerless(place, ["package"]);
    expect(wrong.exitCode).toBe(1);
    expect(wrong.stdout).toBe(
      `Error:\nCannot use the settings in job-audit.yaml\n  concurrency: found "many"; expected a whole number from 1 to 256\n`,
    );
    await expect(access(join(place, ".serverless"))).rejects.toThrow("ENOENT");
  });
});
