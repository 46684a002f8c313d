/** What every command is made of. */

import type { Command } from "commander";
import type { ExitCode } from "./exit-codes.ts";
import type { Io } from "./io.ts";

/** Adds one command to the program. Its action resolves with the exit code. */
export type AddCommand = (program: Command, context: CommandContext) => void;

export interface CommandContext {
  readonly io: Io;
  /** Runs an action and keeps its exit code. */
  action<Args extends readonly unknown[]>(run: (...args: Args) => Promise<ExitCode>): (...args: Args) => Promise<void>;
}

export const configFlag = ["--config <file>", "settings file", "job-audit.yaml"] as const;
export const jsonFlag = ["--json", "print one JSON object instead of text"] as const;
