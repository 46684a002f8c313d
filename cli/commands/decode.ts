/** `decode`: saved answers as normalised jobs, one a line. Needs no settings and no credentials. */

import { readFile } from "node:fs/promises";
import { Option } from "commander";
import { isAuditError } from "../../lib/core/errors.ts";
import { type FamilyName, families } from "../../lib/core/family.ts";
import { redactText } from "../../lib/core/redact.ts";
import { safeText } from "../../lib/core/safe-text.ts";
import { decodeSavedAnswer } from "../../lib/runtime/decode-saved.ts";
import { type AddCommand, jsonFlag } from "../command.ts";
import { errnoText } from "../errno-text.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { jobLine } from "../render/job-line.ts";

const examples = `
A file holds one answer of the service: a list of jobs, a lookup of one, or a
callback in XML.

Examples:
  $ job-audit decode answer.xml
  $ curl … | job-audit decode - | jq 'select(.state == "Failed")'`;

export const addDecode: AddCommand = (program, { io, action }) => {
  program
    .command("decode")
    .description("print the jobs of saved answers, one a line, as JSON")
    .argument("<file...>", "files to read; - is standard input")
    .addOption(new Option("--family <family>", "the job service").choices(Object.keys(families)).default("pic"))
    .option(jsonFlag[0], "changes nothing: the output is one JSON object a line")
    .addHelpText("after", examples)
    .action(action((files: readonly string[], flags: DecodeFlags) => decode(files, flags, io)));
};

interface DecodeFlags {
  readonly family: FamilyName;
}

/** Every file is tried; the exit code is that of the worst. */
async function decode(files: readonly string[], { family }: DecodeFlags, io: Io): Promise<ExitCode> {
  let worst: ExitCode = exitCodes.fine;
  for (const file of files) {
    const exitCode = await decodeFile(file, family, io);
    if (exitCode > worst) worst = exitCode;
  }
  return worst;
}

async function decodeFile(file: string, family: FamilyName, io: Io): Promise<ExitCode> {
  const name = file === "-" ? "standard input" : file;
  try {
    const bytes = file === "-" ? await io.readInput() : await readFile(file);
    for (const job of decodeSavedAnswer(bytes, family)) io.out(jobLine(job));
    return exitCodes.fine;
  } catch (error) {
    if (isAuditError(error))
      return complain(io, `Cannot decode ${name}: ${lowerFirst(error.message)}`, exitCodes.incomplete);
    const seen = errnoText(error);
    if (seen === null) throw error;
    return complain(io, `Cannot read ${name}: ${seen}`, exitCodes.usage);
  }
}

function complain(io: Io, message: string, exitCode: ExitCode): ExitCode {
  io.err(`${safeText(redactText(message))}\n`);
  return exitCode;
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
