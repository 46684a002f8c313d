/** The command: has workers play the seeds, adds up what they tell, and on a failure has the plan shrunk. */

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Violation } from "../played.ts";
import { describeSchedule, describeSize, describeViolation } from "./describe-failure.ts";
import { help, type Options, readOptions, UsageError } from "./options.ts";
import { startWorker, WorkerError } from "./start-worker.ts";
import { summaryLines } from "./summary.ts";
import type { Task, Told } from "./tasks.ts";
import { addPlayed, nothingPlayed } from "./totals.ts";

export interface Terminal {
  out(text: string): void;
  /** Replaces the line before it; does nothing where nobody watches. */
  progress(text: string): void;
  /** Milliseconds that pass as they do everywhere. */
  elapsedMs(): number;
  readonly interrupted: AbortSignal;
}

interface Failure {
  readonly seed: number;
  readonly violations: readonly Violation[];
}

/** Resolves with the exit code. */
export async function runCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const options = readOptions(args);
    if (!options.help) return await simulate(options, terminal);
    terminal.out(help);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof WorkerError)) throw error;
    terminal.out(`${error.message}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

async function simulate(options: Options, terminal: Terminal): Promise<number> {
  const { failure, totals } = await playAll(options, terminal);
  terminal.progress("");
  for (const line of summaryLines(totals, terminal.elapsedMs())) terminal.out(`${line}\n`);
  if (terminal.interrupted.aborted) {
    terminal.out("interrupted\n");
    return 130;
  }
  if (failure !== null) return tellFailure(failure, options, terminal);
  terminal.out(options.plan === null ? `${totals.seeds} seeds passed\n` : "1 plan passed\n");
  return 0;
}

/** Until all is played, or the first failure. */
async function playAll(options: Options, terminal: Terminal) {
  let totals = nothingPlayed;
  let failure: Failure | null = null;
  const hear = (told: Told) => {
    if (told.kind !== "played" || failure !== null) return;
    totals = addPlayed(totals, told.outcome);
    const perSecond = (totals.seeds / (terminal.elapsedMs() / 1000)).toFixed(1);
    terminal.progress(`${totals.seeds} of ${options.seeds} seeds, ${perSecond} seeds/s`);
    const { violations } = told.outcome;
    if (violations.length === 0) return;
    failure = { seed: told.seed, violations };
    stopAll();
  };
  const workers = tasksOf(options).map((task) => startNamed(task, hear));
  const stopAll = () => {
    for (const { stop } of workers) stop();
  };
  terminal.interrupted.addEventListener("abort", stopAll);
  const ends = await Promise.allSettled(workers.map(({ ended }) => ended));
  const crash = ends.find((end) => end.status === "rejected");
  if (crash !== undefined && failure === null && !terminal.interrupted.aborted) throw crash.reason;
  return { failure: failure as Failure | null, totals };
}

function tasksOf({ plan, seeds, from, workers }: Options): readonly Task[] {
  if (plan !== null) return [{ kind: "plan", file: plan }];
  return Array.from({ length: Math.min(workers, seeds) }, (_, index) => {
    const count = Math.ceil((seeds - index) / workers);
    return { kind: "seeds", from: from + index, step: workers, count };
  });
}

/** A worker that ends badly is told by the seed that it was at. */
function startNamed(task: Task, hear: (told: Told) => void) {
  let done = 0;
  const worker = startWorker(task, (told) => {
    done += 1;
    hear(told);
  });
  const ended = worker.ended.catch((error: Error) => {
    const at = task.kind === "seeds" ? `seed ${task.from + done * task.step}` : `the ${task.kind}`;
    throw new WorkerError(`Cannot tell what came of ${at}: ${error.message}`);
  });
  return { ended, stop: worker.stop };
}

async function tellFailure({ seed, violations }: Failure, options: Options, terminal: Terminal): Promise<number> {
  terminal.out(`Seed ${seed} failed:\n`);
  for (const violation of violations) terminal.out(`${describeViolation(violation)}\n`);
  const plant = options.plant === null ? "" : ` --plant ${options.plant}`;
  const again = options.plan === null ? `--seeds 1 --from ${seed}` : `--plan ${options.plan}`;
  terminal.out(`Replay it: npm run simulate -- ${again}${plant}\n`);
  const [first] = violations;
  if (!options.shrink || options.plan !== null || first === undefined) return 1;
  terminal.progress("shrinking");
  const shrunk = await shrinkSeed(seed, first.promise);
  terminal.progress("");
  if (shrunk?.kind !== "shrunk") return 1;
  const { plan, original, plays } = shrunk;
  const file = join(mkdtempSync(join(tmpdir(), "simulation-")), `seed-${seed}.json`);
  writeFileSync(file, JSON.stringify(plan, null, 1));
  terminal.out(`Shrunk in ${plays} plays to ${describeSize(plan)}, from ${describeSize(original)}:\n`);
  for (const line of describeSchedule(plan)) terminal.out(`${line}\n`);
  terminal.out(`Replay that: npm run simulate -- --plan ${file}${plant}\n`);
  return 1;
}

async function shrinkSeed(seed: number, promise: Violation["promise"]): Promise<Told | null> {
  let shrunk: Told | null = null;
  const worker = startNamed({ kind: "shrink", seed, promise }, (told) => {
    shrunk = told;
  });
  await worker.ended;
  return shrunk;
}
