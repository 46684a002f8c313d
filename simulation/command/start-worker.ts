/** Starts a worker: this same program in a process of its own. */

import { type ChildProcess, fork } from "node:child_process";
import type { Task, Told } from "./tasks.ts";

export interface Worker {
  /** Resolves when it has done all; rejects with a `WorkerError` when it ended before or told nothing for too long. */
  readonly ended: Promise<void>;
  stop(): void;
}

export class WorkerError extends Error {
  override readonly name = "WorkerError";
}

/** A seed takes well under a second; even on a machine that is busy with other things it does not take minutes. */
const longestSilenceMs = 180_000;

export function startWorker(task: Task, hear: (told: Told) => void): Worker {
  const child = fork(process.argv[1] ?? "", [JSON.stringify(task)], {
    // A play throws thousands of errors that are handled and dropped; their stacks cost more than they tell.
    execArgv: task.kind === "seeds" ? ["--stack-trace-limit=4", "--max-semi-space-size=32"] : [],
    // Work on the thread pool has to end in the order in which it began.
    env: { ...process.env, UV_THREADPOOL_SIZE: "1" },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  return { ended: untilEnded(child, hear), stop: () => void child.kill("SIGKILL") };
}

function untilEnded(child: ChildProcess, hear: (told: Told) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      child.kill("SIGKILL");
      reject(new WorkerError(`it told nothing for ${longestSilenceMs / 1000} s`));
    };
    let silence = setTimeout(giveUp, longestSilenceMs);
    child.on("message", (told: Told) => {
      clearTimeout(silence);
      silence = setTimeout(giveUp, longestSilenceMs);
      hear(told);
    });
    child.on("exit", (code, signal) => {
      clearTimeout(silence);
      if (code === 0) resolve();
      else reject(new WorkerError(`its process ended with ${signal ?? `code ${code}`}`));
    });
  });
}
