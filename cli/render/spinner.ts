/** One line that changes while somebody watches. Nothing at all in a pipe. */

import type { Writable } from "node:stream";
import yoctoSpinner from "yocto-spinner";
import type { Io } from "../io.ts";

export interface Spinner<Progress> {
  update(progress: Progress): void;
  stop(): void;
}

/** Each change is drawn at once: more often than eyes can follow, it would only cost time. */
const redrawMs = 80;

/** Signals are left to the command, which ends in order. */
export function showSpinner<Progress>(
  io: Pick<Io, "isTerminal">,
  title: string,
  textOf: (progress: Progress) => string,
  stream: Writable = process.stderr,
): Spinner<Progress> {
  if (!io.isTerminal) return { update: () => {}, stop: () => {} };
  const spinner = yoctoSpinner({ text: `${title} …`, handleSignals: false, stream }).start();
  let drawnAt = Number.NEGATIVE_INFINITY;
  return {
    update: (progress) => {
      if (performance.now() - drawnAt < redrawMs) return;
      drawnAt = performance.now();
      spinner.text = `${title}: ${textOf(progress)}`;
    },
    stop: () => void spinner.stop(),
  };
}
