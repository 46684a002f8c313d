import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openSmallCloud } from "../small-cloud.ts";

const night = "2026-11-20";

/** An opener that remembers what it was to open. */
function createOpen(takes: boolean) {
  const opened: string[] = [];
  const open = async (path: string) => {
    opened.push(path);
    return takes;
  };
  return { opened, open };
}

async function diffedCloud() {
  const cloud = await openSmallCloud();
  await cloud.say(["run", "--json"]);
  await cloud.say(["diff", "--json"]);
  return cloud;
}

describe("job-audit show --open", () => {
  it("opens a copy of a bucket's page that nobody else may read, and prints where it is", async () => {
    const cloud = await diffedCloud();
    const { opened, open } = createOpen(true);
    const said = await cloud.say(["show", "--open"], { open });
    expect(said).toEqual({ exitCode: 0, err: "", out: `${opened[0]}\n` });
    const [path = ""] = opened;
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const page = readFileSync(path, "utf8");
    expect(page).toContain("<h1>Night of Friday, 20 November 2026</h1>");
    expect(page).toContain("3 queued, 6 running, 0 held.");
    expect(page).toContain(">thumbnails</bdi>");
  });

  it("opens the page of a folder where it lies, so that its links lead to the files beside it", async () => {
    const cloud = await diffedCloud();
    const out = join(cloud.folder, "fetched");
    await cloud.say(["fetch", "--date", night, "--out", out]);
    const config = join(cloud.folder, "folder.yaml");
    writeFileSync(
      config,
      `regions: [ap-chongqing]\ntimeZone: Asia/Shanghai\nreport: { store: directory, path: ${out} }\n`,
    );
    const { opened, open } = createOpen(true);
    const said = await cloud.say(["show", "--open", "--date", night, "--config", config], { open, env: {} });
    expect(said).toEqual({ exitCode: 0, err: "", out: `${opened[0]}\n` });
    const [path = ""] = opened;
    expect(path).toMatch(/\/fetched\/v1\/diffs\/family=pic\/date=2026-11-20\/report-[0-9a-f]{64}\.html$/);
    const links = [...readFileSync(path, "utf8").matchAll(/href="(\.[^"]*)"/g)].map(([, link = ""]) => link);
    expect(links.length).toBeGreaterThan(5);
    for (const link of links) expect(statSync(join(path, "..", decodeURI(link))).isFile()).toBe(true);
  });

  it("says so where nothing opens it", async () => {
    const cloud = await diffedCloud();
    const words = "No program to open it with was found: open that file in a browser.\n";
    expect((await cloud.say(["show", "--open"], { open: createOpen(false).open })).err).toBe(words);
    expect((await cloud.say(["show", "--open"])).err).toBe(words);
  });

  it("refuses a night without a diff, and says what makes one", async () => {
    const cloud = await openSmallCloud();
    await cloud.say(["run", "--json"]);
    const bare = await openWithout(cloud);
    expect(bare.exitCode).toBe(2);
    expect(bare.err).toContain(`job-audit diff --date ${night}`);
  });
});

/** The night alone, as it was before its diff. */
async function openWithout(cloud: Awaited<ReturnType<typeof openSmallCloud>>) {
  const out = join(cloud.folder, "alone");
  await cloud.say(["fetch", "--date", night, "--out", out]);
  rmSync(join(out, "v1/commits/family=pic", `date=${night}`, "diff-r0001.json"), { force: true });
  const config = join(cloud.folder, "alone.yaml");
  writeFileSync(
    config,
    `regions: [ap-chongqing]\ntimeZone: Asia/Shanghai\nreport: { store: directory, path: ${out} }\n`,
  );
  return cloud.say(["show", "--open", "--date", night, "--config", config], { env: {} });
}
