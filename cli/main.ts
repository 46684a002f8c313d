/** The command's entry: the process as a terminal, and nothing else. */

import { spawn } from "node:child_process";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { createOpener } from "./opener.ts";
import { runCli } from "./run-cli.ts";

const interruption = new AbortController();
process.once("SIGINT", () => interruption.abort(new Error("interrupted")));
process.once("SIGTERM", () => interruption.abort(new Error("terminated")));
// A reader that closes the pipe early (`| head`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

process.exitCode = await runCli(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  env: process.env,
  isTerminal: process.stderr.isTTY === true,
  columns: process.stdout.isTTY === true ? process.stdout.columns : null,
  readInput: () => buffer(process.stdin),
  open: createOpener({ platform: process.platform, spawn, patienceMs: 3_000 }),
  functions: fileURLToPath(new URL("functions", import.meta.url)),
  signal: interruption.signal,
});
