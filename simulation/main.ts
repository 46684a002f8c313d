/** The simulation's entry: the command, or, where it was started as one, a worker of it. */

import type { Told } from "./command/tasks.ts";

if (process.send === undefined) await command();
else await beWorker();

async function command(): Promise<void> {
  const interruption = new AbortController();
  process.once("SIGINT", () => interruption.abort());
  process.once("SIGTERM", () => interruption.abort());
  // A reader that closes the pipe early (`| head`) is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
  const startedAt = performance.now();
  const { runCommand } = await import("./command/run-command.ts");
  process.exitCode = await runCommand(process.argv.slice(2), {
    out: (text) => void process.stdout.write(text),
    progress: (text) => void (process.stderr.isTTY && process.stderr.write(`\r\x1b[K${text}`)),
    elapsedMs: () => performance.now() - startedAt,
    interrupted: interruption.signal,
  });
}

/** The parent's interruption is the parent's business; without a parent there is nothing to work for. */
async function beWorker(): Promise<void> {
  process.on("SIGINT", () => undefined);
  process.once("disconnect", () => process.exit(1));
  const { work } = await import("./command/worker.ts");
  process.channel?.unref();
  await work(JSON.parse(process.argv[2] ?? ""), (told: Told) => void process.send?.(told));
}
