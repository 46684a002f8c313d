/** `logs`: what a function logged, from its log topic; with `--tail` also what it goes on to log, until it is interrupted. */

import { parseDuration } from "../../lib/core/duration.ts";
import { ConfigError } from "../../lib/core/errors.ts";
import { safeText } from "../../lib/core/safe-text.ts";
import type { CommandContext, OnlineCommand } from "../command.ts";
import { connect } from "../connect.ts";
import { askedFunction, functionOption, isSet, jsonOption, textOf } from "../flags.ts";
import { type LogLine, type LogSearch, searchLog } from "../scf/log-api.ts";
import type { ScfApi } from "../scf/scf-api.ts";

export const logsCommand: OnlineCommand = {
  usage: "Print what a function logged",
  options: {
    function: functionOption,
    since: { usage: "How far back, such as 15m, 2h or 7d (default: 1h)", type: "string" },
    "request-id": { usage: "Of one invocation alone", type: "string" },
    tail: { usage: "Go on with what is logged from now on, until Ctrl+C", type: "boolean", shortcut: "t" },
    json: { ...jsonOption, usage: "Print each line as JSON, with all fields of the log service" },
  },
  run: logs,
};

const pollMs = 2_000;
/** Lines become searchable some time after they were written, and not in their order. */
const overlapMs = 60_000;

async function logs(context: CommandContext): Promise<void> {
  const { flags, clock } = context;
  const from = clock.now() - sinceMs(flags["since"]);
  const requestId = readRequestId(textOf(flags, "request-id"));
  const { name: functionName } = askedFunction(context);
  const { api, ask, logs: client } = connect(context);
  const topicId = await topicOf(api, functionName);
  const print = createPrinter(context);
  const search = (span: Pick<LogSearch, "from" | "to">) =>
    print(searchLog(client, ask, { topicId, functionName, requestId, ...span }));

  const found = await search({ from, to: clock.now() });
  if (!isSet(flags, "tail")) return nothing(context, found);
  const { signal } = new AbortController();
  while (context.heard()) {
    await clock.sleep(pollMs, signal);
    const to = clock.now();
    await search({ from: Math.max(from, to - overlapMs), to });
  }
}

/** Prints each line once, and tells how many it printed. */
function createPrinter({ flags, say }: CommandContext) {
  const text = isSet(flags, "json") ? ({ fields }: LogLine) => JSON.stringify(fields) : lineText;
  const printed = new Set<string>();
  return async (lines: AsyncIterable<LogLine>): Promise<number> => {
    for await (const line of lines) {
      if (printed.has(line.id)) continue;
      printed.add(line.id);
      say(text(line));
    }
    return printed.size;
  };
}

function lineText({ time, message }: LogLine): string {
  const text = message.trimEnd().split("\n").map(safeText).join("\n  ");
  return `${new Date(time).toISOString()} ${text}`;
}

function nothing({ flags, say }: CommandContext, found: number): void {
  if (found > 0 || isSet(flags, "json")) return;
  say("Nothing was logged in that time; lines can be found about a minute after they were written.");
}

function sinceMs(flag: unknown): number {
  const text = typeof flag === "string" ? flag : "1h";
  const ms = parseDuration(text);
  if (ms === null)
    throw new ConfigError(`Cannot use --since ${safeText(text)}: expected a duration such as 15m, 2h or 7d`);
  return ms;
}

/** It becomes part of a query. */
function readRequestId(text: string | null): string | null {
  if (text === null || /^[\w-]{1,64}$/.test(text)) return text;
  throw new ConfigError(`Cannot use --request-id ${safeText(text.slice(0, 80))}: expected letters, digits and -`);
}

async function topicOf(api: ScfApi, name: string): Promise<string> {
  const found = await api.find(name);
  if (found === null) throw new ConfigError(`Cannot show the log of ${name}: it is not deployed`);
  if (found.ClsTopicId) return found.ClsTopicId;
  const advice = "name one as provider.logs in serverless.yml, and deploy";
  throw new ConfigError(`Cannot show the log of ${name}: it has no log topic; ${advice}`);
}
