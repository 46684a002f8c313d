/** The machine that figures belong to. */

import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import type { RunLine } from "./lines.ts";

export function runLine(bench: string, full: boolean): RunLine {
  return {
    kind: "run",
    bench,
    full,
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  };
}
