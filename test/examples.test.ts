/** The example reports are what the program writes now, and they show every kind of file of a night. */

import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { beforeAll, describe, expect, it } from "vitest";
import { playExamples } from "../tools/play-examples.ts";
import { say, temporaryFolder } from "./cli/small-cloud.ts";

const kept = "examples/reports";
/**
 * What a probe keeps is of an account, not of a night, and a restart of a run that broke off, as no night here did:
 * test/cli/commands/probe.test.ts and test/usecases/watch/silent-run.test.ts hold them to their schemas.
 */
const ofNoNight = ["job-audit/probe/v1", "job-audit/restart/v1"];
const kinds = (await readdir("schemas")).map((file) => file.replace(".schema.json", ""));
const secrets = /secretMadeUp|AKIDmadeUp|token=made-up|q-signature|q-ak=/;

async function filesIn(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const name of (await readdir(folder, { recursive: true })).sort()) {
    const path = join(folder, name);
    if ((await stat(path)).isFile()) files.set(name, await readFile(path));
  }
  return files;
}

function unpack(name: string, bytes: Buffer): string {
  return (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

/** Every line of a part, every document; each says which schema it is of. */
function valuesOf(name: string, bytes: Buffer): readonly { readonly schema: string }[] {
  const text = unpack(name, bytes);
  return /\.jsonl(?:\.gz)?$/.test(name)
    ? text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]))
    : [JSON.parse(text)];
}

/** The page of a night is for people: test/page holds it to what a browser makes of it. */
function isData([name]: readonly [string, Buffer]): boolean {
  return !name.endsWith(".html");
}

async function validators(): Promise<ReadonlyMap<string, (value: unknown) => boolean>> {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  addFormats.default(ajv);
  const entries = kinds.map(async (kind) => {
    const schema = JSON.parse(await readFile(`schemas/${kind}.schema.json`, "utf8"));
    const validate = ajv.compile(schema);
    return [`job-audit/${kind}/v1`, (value: unknown) => validate(value) === true] as const;
  });
  return new Map(await Promise.all(entries));
}

describe("examples/reports", () => {
  let files: ReadonlyMap<string, Buffer>;
  beforeAll(async () => {
    files = await filesIn(kept);
  });

  it("is what the nights in examples/ come to now, byte for byte (node --import tsx tools/write-examples.ts)", async () => {
    const folder = await temporaryFolder();
    await playExamples(folder);
    const played = await filesIn(folder);
    // Packed bytes too: a report's files have the same names on every Node, since gzip's output is held to be the same.
    expect([...played.keys()]).toEqual([...files.keys()]);
    expect([...played].filter(([name, bytes]) => !files.get(name)?.equals(bytes)).map(([name]) => name)).toEqual([]);
  });

  it("has every kind of file of a night, each line valid by its published schema", async () => {
    const valid = await validators();
    const values = [...files].filter(isData).flatMap(([name, bytes]) => valuesOf(name, bytes));
    const published = [...valid.keys()].filter((schema) => !ofNoNight.includes(schema));
    expect([...new Set(values.map(({ schema }) => schema))].sort()).toEqual(published.sort());
    expect(values.filter((value) => valid.get(value.schema)?.(value) !== true)).toEqual([]);
  });

  it("has a page of each night, small and with all in it", () => {
    const pages = [...files].filter((file) => !isData(file));
    expect(pages.map(([name]) => name.match(/diffs\/family=pic\/(date=[\d-]+)\/report-/)?.[1])).toEqual([
      "date=2026-11-19",
      "date=2026-11-20",
    ]);
    for (const [, bytes] of pages) {
      expect(bytes.length).toBeLessThan(150_000);
      expect(bytes.toString()).not.toMatch(/<(?:script|link|img|iframe)\b|\bsrc=/);
    }
  });

  it("holds no secret", () => {
    expect([...files].filter(([name, bytes]) => secrets.test(unpack(name, bytes))).map(([name]) => name)).toEqual([]);
  });
});

describe("examples/README.md", () => {
  it("has commands that work from a fresh clone, without credentials", async () => {
    const page = await readFile("examples/README.md", "utf8");
    const commands = [...page.matchAll(/^npx job-audit (.+)$/gm)].map(([, args = ""]) => args.split(" "));
    expect(commands.length).toBeGreaterThan(3);
    for (const args of commands) {
      const said = await say(args, { env: {} });
      expect({ args, exitCode: said.exitCode, err: said.err }).toEqual({ args, exitCode: 0, err: "" });
      expect(said.out).not.toBe("");
    }
  });
});
