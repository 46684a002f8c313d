// Bundles the simulation into a temporary folder and runs it there, if told so with a known bug planted:
// node tools/simulate.mjs --seeds 300 [--plant NAME]. `--help` tells the rest.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build, transform } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const { code } = await transform(await readFile(join(root, "simulation/plants.ts"), "utf8"), { loader: "ts" });
const { plants } = await import(`data:text/javascript,${encodeURIComponent(code)}`);

/** Replaces the plant's text in its file, which must hold it exactly once. */
function planting({ file, from, to }) {
  return {
    name: "planting",
    setup({ onLoad, onEnd }) {
      let planted = false;
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (relative(root, path).split(sep).join("/") !== file) return null;
        const source = await readFile(path, "utf8");
        if (source.split(from).length !== 2)
          return { errors: [{ text: `${file} does not hold the text exactly once` }] };
        planted = true;
        return { contents: source.replace(from, () => to), loader: "ts" };
      });
      onEnd(() => (planted ? undefined : { errors: [{ text: `${file} is no part of the simulation` }] }));
    },
  };
}

async function bundle(folder, plant) {
  // What npm installs stays outside, and is found from there.
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  await build({
    absWorkingDir: root,
    entryPoints: ["simulation/main.ts"],
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    entryNames: "simulation",
    bundle: true,
    // The command starts without what its workers need.
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    packages: "external",
    plugins: plant === undefined ? [] : [planting(plant)],
    logLevel: "error",
  });
  return join(folder, "simulation.mjs");
}

function run(file, args) {
  const child = spawn(process.execPath, [file, ...args], { stdio: "inherit" });
  // The terminal interrupts both; this one stays to clean up.
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  return new Promise((resolve) => child.on("exit", (code) => resolve(code ?? 1)));
}

async function main(args) {
  const { values } = parseArgs({ args, options: { plant: { type: "string" } }, strict: false });
  const plant = plants.find(({ name }) => name === values.plant);
  if (values.plant !== undefined && plant === undefined) {
    const names = plants.map(({ name, says }) => `  ${name}: ${says}`).join("\n");
    if (values.plant === "list") return console.log(names) ?? 0;
    console.error(`There is no plant ${values.plant}. There are:\n${names}`);
    return 2;
  }
  const folder = await mkdtemp(join(tmpdir(), "simulate-"));
  try {
    return await run(await bundle(folder, plant), args);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main(process.argv.slice(2));
