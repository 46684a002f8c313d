/** Holds every file of a report to the JSON Schemas as they are published, with a validator of their own. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const schemas = new URL("../schemas/", import.meta.url);

export interface WrittenFile {
  readonly path: string;
  /** Unpacked. */
  readonly text: string;
}

export async function everyFile(folder: string): Promise<readonly WrittenFile[]> {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => {
      const bytes = readFileSync(join(parentPath, name));
      return { path: join(parentPath, name), text: (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString() };
    });
}

/**
 * Counts rows by the kind that each names in its `schema`; problems name the file and what the validator says. What lies
 * under work/ is the program's own: a slow machine saves its progress there. Pages and metrics are no rows.
 */
export async function holdToSchemas(folder: string) {
  const validators = compile();
  const rows: Record<string, number> = {};
  const problems: string[] = [];
  for (const { path, text } of await everyFile(folder)) {
    if (path.includes("/work/run=") || /\.(html|txt)$/.test(path)) continue;
    for (const row of rowsOf(path, text)) {
      const kind = /^job-audit\/([a-z-]+)\/v1$/.exec(row.schema)?.[1] ?? "none";
      const validate = validators.get(kind);
      rows[kind] = (rows[kind] ?? 0) + 1;
      if (validate === undefined) problems.push(`${path}: no schema is published for ${row.schema}`);
      else if (!validate(row)) problems.push(`${path}: ${JSON.stringify(validate.errors?.[0])}`);
    }
  }
  return { rows, problems };
}

function rowsOf(path: string, text: string): readonly { readonly schema: string }[] {
  if (!/\.jsonl(\.gz)?$/.test(path)) return [JSON.parse(text)];
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

function compile(): ReadonlyMap<string, ValidateFunction> {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  addFormats.default(ajv);
  return new Map(
    readdirSync(schemas).map((file) => [
      file.replace(".schema.json", ""),
      ajv.compile(JSON.parse(readFileSync(new URL(file, schemas), "utf8"))),
    ]),
  );
}
