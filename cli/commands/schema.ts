/** `schema`: the JSON Schema of every kind of file. Needs no settings and no credentials. */

import { closestKey } from "../../lib/config/closest-key.ts";
import { ConfigError } from "../../lib/core/errors.ts";
import { safeText } from "../../lib/core/safe-text.ts";
import { catalogue, jsonSchemaText } from "../../lib/core/schema/catalogue.ts";
import { type AddCommand, jsonFlag } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { jsonLine } from "../render/json-line.ts";
import { type Look, lookOf } from "../render/look.ts";
import { type Column, tableText } from "../render/table.ts";
import { type SchemaName, schemaSubjects } from "../schema-subjects.ts";

interface SchemaFlags {
  readonly json?: true;
}

interface ListedSchema {
  readonly name: string;
  readonly dataset: string;
  readonly subject: string;
}

const examples = `
Examples:
  $ job-audit schema                                   what there is
  $ job-audit schema finding > finding.schema.json     for a validator
  $ job-audit schema --json | jq -r .schemas[].name    for scripts`;

export const addSchema: AddCommand = (program, { io, action }) => {
  program
    .command("schema")
    .description("print the JSON Schema of one kind of file, or list the kinds")
    .argument("[name]", "the kind, such as finding (default: list them)")
    .option(...jsonFlag)
    .addHelpText("after", examples)
    .action(action((name: string | undefined, flags: SchemaFlags) => schema(name, flags, io)));
};

async function schema(name: string | undefined, { json }: SchemaFlags, io: Io): Promise<ExitCode> {
  if (name === undefined) {
    io.out(json ? jsonLine({ schemas: listedSchemas() }) : listText(lookOf(io)));
    return exitCodes.fine;
  }
  const text = jsonSchemaText(readName(name));
  io.out(json ? jsonLine(JSON.parse(text)) : text);
  return exitCodes.fine;
}

/** Throws `ConfigError` for a name that is none. */
function readName(name: string): SchemaName {
  if (isSchemaName(name)) return name;
  const names = Object.keys(catalogue);
  const closest = closestKey(name, names);
  const hint = closest === null ? `there are ${names.join(", ")}` : `did you mean ${closest}?`;
  throw new ConfigError(`There is no schema called ${safeText(name.slice(0, 80))}; ${hint}`);
}

function isSchemaName(name: string): name is SchemaName {
  return Object.hasOwn(catalogue, name);
}

function listedSchemas(): readonly ListedSchema[] {
  return Object.entries(schemaSubjects).map(([name, about]) => ({ name, ...about }));
}

const columns: readonly Column<ListedSchema>[] = [
  { title: "name", value: ({ name }) => name },
  { title: "dataset", value: ({ dataset }) => dataset },
  { title: "what it is", value: ({ subject }) => subject, least: 20 },
];

function listText(look: Look): string {
  return tableText(columns, listedSchemas(), look);
}
