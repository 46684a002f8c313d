// Bundles the functions as a deployment does, each into one file that Node 18 runs from an otherwise empty folder. The
// files go to dist/functions/, or to the folder that is named; --sizes prints how large they are.
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { tsImport } from "tsx/esm/api";

const { bundleFunction } = await tsImport("../deploy/bundle-function.ts", import.meta.url);
const root = fileURLToPath(new URL("..", import.meta.url));
const { values, positionals } = parseArgs({ options: { sizes: { type: "boolean" } }, allowPositionals: true });
const [outdir = "dist/functions"] = positionals;

for (const entry of (await readdir(join(root, "functions"))).sort()) {
  const folder = join(outdir, basename(entry, ".ts"));
  const bundle = await bundleFunction(root, join("functions", entry));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "index.js"), bundle);
  if (values.sizes) console.log(`${join(folder, "index.js")}  ${Math.round(bundle.length / 1024)} KB`);
}
