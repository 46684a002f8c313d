/**
 * Who may import whom: an allow-list, so that a new folder is closed until somebody writes it down here.
 */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

const mayImport: Record<string, readonly string[]> = {
  "lib/core": [],
  "lib/ports": ["lib/core"],
  "lib/usecases": ["lib/core", "lib/ports"],
  "lib/adapters": ["lib/core", "lib/ports"],
  "lib/config": ["lib/core"],
  "lib/runtime": ["lib/adapters", "lib/config", "lib/core", "lib/ports", "lib/usecases"],
  functions: ["lib/runtime"],
  cli: ["emulator", "lib/config", "lib/core", "lib/ports", "lib/runtime", "lib/usecases"],
  emulator: [],
  deploy: ["lib/adapters", "lib/config", "lib/core", "lib/ports"],
  simulation: ["emulator", "lib/adapters", "lib/config", "lib/core", "lib/ports", "lib/runtime", "lib/usecases"],
};

/** The emulator may know our words for a job's states and nothing else. */
const mayImportTypesOf: Record<string, readonly string[]> = { emulator: ["lib/core"] };

/** Node's own modules that core may use: pure functions of their input. */
const pureModules: Record<string, readonly string[]> = {
  "lib/core/hash.ts": ["node:crypto"],
  "lib/core/gzip.ts": ["node:zlib"],
};

const effects = ["node:fs", "node:http", "node:https", "node:net", "node:child_process", "node:os", "node:timers"];

interface Source {
  readonly file: string;
  readonly text: string;
}

function layerOf(file: string): string | undefined {
  return Object.keys(mayImport)
    .sort((a, b) => b.length - a.length)
    .find((layer) => file.startsWith(`${layer}/`));
}

function violations({ file, text }: Source): string[] {
  const layer = layerOf(file);
  if (layer === undefined) return [`${file} is in no layer`];
  const found: string[] = [];
  for (const [, kind, specifier = ""] of text.matchAll(
    /^(?:import|export) (type )?(?:[^;]*? from )?"([^"]+)";|import\("([^"]+)"\)/gm,
  )) {
    found.push(...judge(file, layer, { specifier, typeOnly: kind !== undefined }));
  }
  return found;
}

function judge(file: string, layer: string, { specifier, typeOnly }: { specifier: string; typeOnly: boolean }) {
  if (specifier.startsWith(".")) {
    const target = layerOf(posix.join(dirname(file), specifier)) ?? "outside";
    const allowed = [layer, ...(mayImport[layer] ?? []), ...(typeOnly ? (mayImportTypesOf[layer] ?? []) : [])];
    return allowed.includes(target) ? [] : [`${file} imports ${target}`];
  }
  if (layer === "lib/core" && specifier.startsWith("node:")) {
    return pureModules[file]?.includes(specifier) ? [] : [`${file} imports ${specifier}`];
  }
  const pure = layer === "lib/ports" || layer === "lib/usecases";
  return pure && effects.some((module) => specifier.startsWith(module)) ? [`${file} imports ${specifier}`] : [];
}

/** Core knows no clock, no randomness and no environment but what is passed in. */
const ambient = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bsetTimeout\(|\bfetch\(/;

function ambientInput({ file, text }: Source): string[] {
  const quiet = file.startsWith("lib/core/") || file.startsWith("lib/usecases/") || file.startsWith("lib/ports/");
  return quiet && ambient.test(text) ? [`${file} reads the world around it`] : [];
}

const layerFolders = ["lib", "cli", "deploy", "emulator", "functions", "simulation"];

function sourcesIn(folder: string, ending: RegExp): Source[] {
  if (!existsSync(`${root}/${folder}`)) return [];
  return readdirSync(`${root}/${folder}`, { recursive: true, encoding: "utf8" })
    .filter((name) => ending.test(name))
    .map((name) => {
      const file = posix.join(folder, name);
      return { file: relative(root, `${root}/${file}`), text: readFileSync(`${root}/${file}`, "utf8") };
    });
}

function sources(): Source[] {
  return layerFolders.flatMap((folder) => sourcesIn(folder, /\.ts$/));
}

/** The layers and all that is written around them: tests, bench and tools. */
function everySource(): Source[] {
  return [...layerFolders, "test", "bench", "tools"].flatMap((folder) => sourcesIn(folder, /\.(?:ts|mjs)$/));
}

/** The last line ends in a line break, so that splitting a file of n lines gives n + 1 parts. */
function tooLong({ text }: Source): boolean {
  return text.split("\n").length > 251;
}

describe("the layers", () => {
  it("are found", () => {
    expect(sources().length).toBeGreaterThan(50);
  });

  it("import downwards only", () => {
    expect(sources().flatMap(violations)).toEqual([]);
  });

  it("below the edge read no clock, randomness or environment", () => {
    expect(sources().flatMap(ambientInput)).toEqual([]);
  });

  it("have functions that are shells, of at most 30 lines", () => {
    const shells = sources().filter(({ file }) => file.startsWith("functions/"));
    expect(shells.map(({ file }) => file).sort()).toEqual([
      "functions/audit.ts",
      "functions/diff.ts",
      "functions/shard.ts",
      "functions/watchdog.ts",
    ]);
    expect(shells.filter(({ text }) => text.split("\n").length > 31)).toEqual([]);
  });

  it("have no file over 250 lines", () => {
    const files = everySource();
    expect(files.map(({ file }) => file)).toEqual(
      expect.arrayContaining(["test/architecture.test.ts", "bench/main.ts", "tools/build.mjs"]),
    );
    expect(files.filter(tooLong).map(({ file }) => file)).toEqual([]);
  });

  it.each([
    ["lib/core/a.ts", 'import { b } from "../ports/b.ts";', "lib/core/a.ts imports lib/ports"],
    ["lib/core/a.ts", 'import type { b } from "../adapters/b.ts";', "lib/core/a.ts imports lib/adapters"],
    ["lib/core/a.ts", 'import { readFile } from "node:fs";', "lib/core/a.ts imports node:fs"],
    [
      "lib/usecases/walk/a.ts",
      'import {\n  b,\n  c,\n} from "../../adapters/b.ts";',
      "lib/usecases/walk/a.ts imports lib/adapters",
    ],
    ["lib/usecases/a.ts", 'import { request } from "node:https";', "lib/usecases/a.ts imports node:https"],
    ["lib/adapters/ci/a.ts", 'export { b } from "../../usecases/b.ts";', "lib/adapters/ci/a.ts imports lib/usecases"],
    ["emulator/a.ts", 'import { sign } from "../lib/core/sign.ts";', "emulator/a.ts imports lib/core"],
    ["emulator/a.ts", 'import { sign } from "../lib/adapters/sign.ts";', "emulator/a.ts imports lib/adapters"],
    ["functions/a.ts", 'import { audit } from "../lib/usecases/audit.ts";', "functions/a.ts imports lib/usecases"],
    ["deploy/a.ts", 'import { run } from "../lib/usecases/run.ts";', "deploy/a.ts imports lib/usecases"],
    ["cli/a.ts", 'import { plan } from "../deploy/plan.ts";', "cli/a.ts imports deploy"],
    ["lib/helpers/a.ts", "", "lib/helpers/a.ts is in no layer"],
  ])("are guarded: a planted violation in %s is seen", (file, text, expected) => {
    expect(violations({ file, text })).toEqual([expected]);
  });

  it.each(["Date.now()", "new Date()", "Math.random()", "process.env"])("are guarded: %s in core is seen", (code) => {
    expect(ambientInput({ file: "lib/core/a.ts", text: `const x = ${code};` })).toHaveLength(1);
  });
});
