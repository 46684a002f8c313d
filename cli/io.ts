/** The terminal as commands see it: passed in, so that a test can be one. */

import type { Clock } from "../lib/ports/clock.ts";
import type { Opener } from "./opener.ts";

export interface Io {
  /** What the command is asked for. */
  out(text: string): void;
  /** Progress, warnings and errors. */
  err(text: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether somebody watches: progress is shown only then. */
  readonly isTerminal: boolean;
  /** How wide the terminal is that shows `out`; null when that goes to a pipe or a file. */
  readonly columns: number | null;
  /** The whole of standard input. */
  readInput(): Promise<Buffer>;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /** Opens a file for the user, and tells whether anything took it. Nothing does when absent. */
  readonly open?: Opener;
  /** The folder that a build puts the bundled functions into. */
  readonly functions: string;
  /** The machine's own when absent. */
  readonly clock?: Clock;
}
