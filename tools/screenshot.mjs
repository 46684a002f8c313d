// Takes a picture of a night's page: node tools/screenshot.mjs FOLDER FILE.png [--date DATE] [--dark] [--width N] [--height N]
// FOLDER holds reports, as `job-audit demo` leaves them. Without a date it is the night in which most got worse. Chromium is
// the machine's own, or the one that CHROMIUM_PATH names.
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";

/** The folder that keys are relative to: the one that holds `v1`. */
async function findRoot(folder) {
  const names = await readdir(folder, { recursive: true });
  const manifests = names.find((name) => /(?:^|\/)v1\/manifests$/.test(name));
  if (manifests === undefined) throw new Error(`there are no reports in ${folder}`);
  return join(folder, manifests, "../..");
}

/** The newest diff of each night, by its date. */
async function readDiffs(root) {
  const diffs = new Map();
  for (const name of await readdir(join(root, "v1/manifests"), { recursive: true })) {
    if (!/diff-manifest-\w+\.json$/.test(name)) continue;
    const manifest = JSON.parse(await readFile(join(root, "v1/manifests", name), "utf8"));
    if (manifest.revision >= (diffs.get(manifest.night)?.revision ?? 0)) diffs.set(manifest.night, manifest);
  }
  return diffs;
}

async function findPage(folder, date) {
  const root = await findRoot(folder);
  const diffs = await readDiffs(root);
  const worst = [...diffs.values()].sort((a, b) => b.worse - a.worse)[0];
  const diff = date === undefined ? worst : diffs.get(date);
  const page = diff?.files.find(({ dataset }) => dataset === "page");
  if (page === undefined) throw new Error(`there is no page of ${date ?? "any night"} in ${folder}`);
  return resolve(root, page.key);
}

async function takePicture(page, file, { dark, width, height }) {
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args });
  try {
    const viewport = { width: Number(width), height: Number(height) };
    const tab = await browser.newPage({ viewport, colorScheme: dark ? "dark" : "light" });
    await tab.goto(pathToFileURL(page).href);
    await tab.screenshot({ path: file });
  } finally {
    await browser.close();
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    date: { type: "string" },
    dark: { type: "boolean" },
    width: { type: "string", default: "1280" },
    height: { type: "string", default: "2300" },
  },
});
const [folder, file] = positionals;
if (folder === undefined || file === undefined) throw new Error("say where the reports are, and which file to write");
await takePicture(await findPage(folder, values.date), file, values);
