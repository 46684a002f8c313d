/** Progress for who watches: one line that changes. Nothing at all in a pipe. */

import yoctoSpinner from "yocto-spinner";
import type { AuditProgress } from "../../lib/usecases/audit/audit-request.ts";
import type { Io } from "../io.ts";

export interface Progress {
  update(progress: AuditProgress): void;
  stop(): void;
}

/** Each change is drawn at once: more often than eyes can follow, it would only cost time. */
const redrawMs = 80;

export function showProgress(io: Io, title: string): Progress {
  if (!io.isTerminal) return { update: () => {}, stop: () => {} };
  const spinner = yoctoSpinner({ text: `${title} …`, handleSignals: false }).start();
  let drawnAt = Number.NEGATIVE_INFINITY;
  return {
    update: (progress) => {
      if (performance.now() - drawnAt < redrawMs && progress.step === "walk") return;
      drawnAt = performance.now();
      spinner.text = `${title}: ${progressText(progress)}`;
    },
    stop: () => void spinner.stop(),
  };
}

const stepTexts = {
  discover: "looking for buckets and queues",
  recheck: "seeing open jobs of earlier nights again",
  write: "writing the report",
  resume: "going on where an earlier run was stopped",
};

export function progressText(progress: AuditProgress): string {
  if (progress.step !== "walk") return stepTexts[progress.step];
  const { windows, plannedWindows, pages, jobs } = progress;
  return `${windows} of ${plannedWindows} windows, ${pages} pages, ${jobs} jobs`;
}
