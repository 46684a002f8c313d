/**
 * `comm`: which lines only one file has, by their bytes; one job that changed is two of them.
 *
 * What it takes is told by the shell, and its memory by nobody.
 */

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { packedFiles, plainFile } from "../revision-files.ts";
import type { RevisionName } from "../revision-rows.ts";

const [form = "", folder = ""] = process.argv.slice(2);
const tell = `awk '/^\\t/ { b++; next } { a++ } END { print a+0, b+0 }'`;
const script = form === "plain" ? plainScript() : await packedScript();
const from = performance.now();
const { stdout } = await promisify(execFile)("bash", ["-c", `${script}\ntimes`], {
  env: { ...process.env, LC_ALL: "C" },
});
const wallMs = performance.now() - from;
const [counts = "", , children = ""] = stdout.trim().split("\n");
const [before, after] = counts.split(" ").map(Number);
const cpuMs = children.split(" ").reduce((sum, time) => sum + millisecondsOf(time), 0);
process.stdout.write(`${JSON.stringify({ before, after, wallMs, cpuMs, workCpuMs: cpuMs, peakRssMb: null })}\n`);

function plainScript(): string {
  return `comm -3 '${plainFile(folder, "before")}' '${plainFile(folder, "after")}' | ${tell}`;
}

/** Through pipes with names, since the shell counts the time of those alone that it waited for. */
async function packedScript(): Promise<string> {
  return `pipes=$(mktemp -d) && mkfifo $pipes/before $pipes/after
${await unpacking("before")} > $pipes/before &
${await unpacking("after")} > $pipes/after &
comm -3 $pipes/before $pipes/after | ${tell}
wait
rm -r $pipes`;
}

async function unpacking(name: RevisionName): Promise<string> {
  return `gzip -dc ${(await packedFiles(folder, name)).map((file) => `'${file}'`).join(" ")}`;
}

/** As the shell has it: `0m1.234s`. */
function millisecondsOf(time: string): number {
  const [, minutes = "0", seconds = "0"] = /^(\d+)m([\d.]+)s$/.exec(time) ?? [];
  return Number(minutes) * 60_000 + Number(seconds) * 1_000;
}
