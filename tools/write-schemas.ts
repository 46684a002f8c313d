/** Writes the JSON Schema of every kind of file into `schemas/`. */

import { writeFile } from "node:fs/promises";
import { catalogue, jsonSchemaText } from "../lib/core/schema/catalogue.ts";

for (const name of Object.keys(catalogue) as (keyof typeof catalogue)[]) {
  const file = new URL(`../schemas/${name}.schema.json`, import.meta.url);
  await writeFile(file, jsonSchemaText(name));
}
