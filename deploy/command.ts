/**
 * What a command of `npx serverless` that asks the platform is made of, and what it is given. It throws errors of
 * lib/core/errors.ts; the plugin tells them without a stack and exits with 1.
 */

import type { Environment } from "../lib/config/environment.ts";
import type { Settings } from "../lib/config/settings.ts";
import type { Clock } from "../lib/ports/clock.ts";
import type { DeployModel, FunctionModel, PackedFunction } from "./function-model.ts";

export interface OnlineCommand {
  /** One line for `--help`. */
  readonly usage: string;
  /** By name, without dashes. */
  readonly options: Readonly<Record<string, CommandOption>>;
  run(context: CommandContext): Promise<void>;
}

/** In osls' words. One that is `required` is refused before the command runs when it is missing. */
interface CommandOption {
  readonly usage: string;
  readonly type: "string" | "boolean" | "multiple";
  /** One letter. */
  readonly shortcut?: string;
  readonly required?: boolean;
}

/** Under an option's full name; absent or null: not given. */
export type Flags = Readonly<Record<string, string | boolean | readonly string[] | null | undefined>>;

export interface CommandContext {
  readonly model: DeployModel;
  readonly flags: Flags;
  /** The process's: credentials come from it. */
  readonly env: Environment;
  readonly clock: Clock;
  /** The settings as that function will have them; throws `ConfigError`, also where there is no such file. */
  settings(of: FunctionModel): Settings;
  /** Bundles and packs every function of the model, in its order, and writes nothing; throws `ConfigError`. */
  pack(): Promise<readonly PackedFunction[]>;
  /** Prints text to standard output and a line feed behind it; values of the environment are never to be in it. */
  say(text: string): void;
  /** Whether what is said is read by anybody still: a pipe's reader may leave early (`| head`). */
  heard(): boolean;
  /** The line that somebody types after the question; null where nobody can: standard input is no terminal. */
  ask(question: string): Promise<string | null>;
}
