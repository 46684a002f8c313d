/** A runner that is closed when the test ends, and what becomes of single runs. */

import { onTestFinished } from "vitest";
import { createFunctionLog } from "../../../emulator/scf/function-log.ts";
import type { FunctionRecord } from "../../../emulator/scf/function-record.ts";
import { createZipRunner, type ZipRunnerOptions } from "../../../emulator/scf/run-zip.ts";
import { functionOf } from "./deployed-function.ts";

export const runnersNoon = Date.UTC(2026, 0, 2, 12);

export function openRunner(options: Partial<ZipRunnerOptions> = {}) {
  const log = createFunctionLog();
  const runner = createZipRunner({ now: () => runnersNoon, log, ...options });
  onTestFinished(() => runner.close());
  const run = (record: FunctionRecord, event: unknown = {}, attempt = 1) =>
    runner.run(record, { event, requestId: "run-1", attempt });
  return { log, runner, run };
}

/** How it failed, as the platform tells it. */
export async function failed(code: string | Uint8Array, changes: Partial<FunctionRecord> = {}, secondMs = 1000) {
  const run = await openRunner({ secondMs }).run(functionOf(code, changes));
  return { ...run, told: run.ok ? null : JSON.parse(JSON.stringify(run.error)) };
}

/** What it returned; a failure of the test if it returned nothing. */
export async function returned(
  code: string,
  changes: Partial<FunctionRecord> = {},
  options: Partial<ZipRunnerOptions> = {},
) {
  const run = await openRunner(options).run(functionOf(code, changes), { n: 1 });
  if (!run.ok) throw run.error;
  return run.value;
}
