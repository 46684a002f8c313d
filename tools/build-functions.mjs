// Bundles the functions as a deployment does, each into one file that Node 18 runs from an otherwise empty folder, and
// prints their sizes. The files go to dist/functions/, or to the folder that is named.
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { tsImport } from "tsx/esm/api";

const { bundleFunction } = await tsImport("../deploy/bundle-function.ts", import.meta.url);
const root = fileURLToPath(new URL("..", import.meta.url));
const outdir = process.argv[2] ?? "dist/functions";

for (const entry of (await readdir(join(root, "functions"))).sort()) {
  const folder = join(outdir, basename(entry, ".ts"));
  const bundle = await bundleFunction(root, join("functions", entry));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "index.js"), bundle);
  console.log(`${join(folder, "index.js")}  ${Math.round(bundle.length / 1024)} KB`);
}
