/**
 * The script that runs a function's code in a process of its own, as the platform's Node.js runtime does.
 *
 * It is text, so that it runs wherever the emulator does, bundled or not. The call comes on standard input as JSON, the
 * answer goes out on descriptor 3, and the process ends with it: standard output and error are the function's own.
 *
 * Before the code is loaded, `Date` is given the platform's time, which goes on from there as the machine's does. Where that
 * is the machine's own, `Date` is left as it is; timers and `performance` always are.
 */

/** What goes in. */
export interface BootstrapCall {
  /** `file.function`. */
  readonly handler: string;
  readonly event: unknown;
  readonly context: Readonly<Record<string, unknown>>;
  /** How far the platform's clock is ahead of the machine's; negative: behind it. */
  readonly aheadMs: number;
}

/** What comes out, but for a function that ended its process or was killed. */
export type BootstrapAnswer = Told & {
  /** The most memory that the process had in use. */
  readonly peakBytes: number;
};

type Told =
  | { readonly kind: "returned"; readonly value?: unknown }
  | { readonly kind: "threw"; readonly stackTrace: string }
  | { readonly kind: "no-handler"; readonly detail: string };

/** Functions without a third parameter answer with what they return, others with what they call back (page "Node.js"). */
export const bootstrapScript = `"use strict";
const { readFileSync, writeFileSync } = require("node:fs");
const { resolve } = require("node:path");

const { handler, event, context, aheadMs } = JSON.parse(readFileSync(0, "utf8"));
const deadline = performance.now() + context.time_limit_in_ms;

function shiftDate() {
  const machineNow = Date.now;
  const now = () => machineNow() + aheadMs;
  Date.now = now;
  Date.prototype.constructor = globalThis.Date = new Proxy(Date, {
    apply: (made) => new made(now()).toString(),
    construct: (made, args, wanted) => Reflect.construct(made, args.length === 0 ? [now()] : args, wanted),
  });
}

function peakBytes() {
  try {
    return Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}

function tell(answer) {
  writeFileSync(3, JSON.stringify({ ...answer, peakBytes: peakBytes() }));
  process.exit();
}

function threw(error) {
  tell({ kind: "threw", stackTrace: error instanceof Error ? String(error.stack) : String(error) });
}

function returned(value) {
  let answer;
  try {
    JSON.stringify((answer = { kind: "returned", value }));
  } catch (error) {
    threw(error);
  }
  tell(answer);
}

function findHandler() {
  const dot = handler.lastIndexOf(".");
  const file = resolve(handler.slice(0, dot) + ".js");
  try {
    require.resolve(file);
  } catch {
    tell({ kind: "no-handler", detail: "the package has no file " + handler.slice(0, dot) + ".js" });
  }
  const found = require(file)[handler.slice(dot + 1)];
  if (typeof found === "function") return found;
  tell({ kind: "no-handler", detail: "the file exports no function " + handler.slice(dot + 1) });
}

process.on("uncaughtException", threw);
if (aheadMs !== 0) shiftDate();
const main = findHandler();
const full = { ...context, getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())) };
const result = main(event, full, (error, value) => (error ? threw(error) : returned(value)));
if (typeof result?.then === "function") {
  setInterval(() => {}, 2 ** 30);
  result.then(returned, threw);
} else if (main.length < 3) returned(result);
else process.on("beforeExit", () => returned(null));
`;
