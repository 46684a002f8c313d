/** `invoke`: runs a function by hand and prints what it returned, or starts it and prints how to follow it. */

import { readFile } from "node:fs/promises";
import { ConfigError, ServiceError } from "../../lib/core/errors.ts";
import type { CommandContext, OnlineCommand } from "../command.ts";
import { connect } from "../connect.ts";
import { askedFunction, functionOption, isSet, jsonOption, textOf } from "../flags.ts";
import { readOutcome, startedOutcome } from "../invocation-outcome.ts";

export const invokeCommand: OnlineCommand = {
  usage: "Run a function by hand and print its result",
  options: {
    function: functionOption,
    data: { usage: "The event, as JSON (default: {})", type: "string", shortcut: "d" },
    path: { usage: "A file with the event, as JSON", type: "string", shortcut: "p" },
    async: { usage: "Start it and do not wait", type: "boolean" },
    json: { ...jsonOption, usage: "Print one line of JSON: the result, its request id, what it took" },
  },
  run: invoke,
};

async function invoke(context: CommandContext): Promise<void> {
  const { flags, say } = context;
  const { name, key } = askedFunction(context);
  const event = await readEvent(context);
  const started = isSet(flags, "async");
  const result = await connect(context).api.invoke(name, { event, type: started ? "Event" : "RequestResponse" });
  const requestId = result.FunctionRequestId ?? null;
  const follow = `what it logged: npx serverless logs -f ${key} --request-id ${requestId}`;
  const outcome = started ? startedOutcome(name, result) : readOutcome(result);
  if (isSet(flags, "json")) say(JSON.stringify(outcome.object));
  else if (outcome.text !== null) say(started ? `${outcome.text}; ${follow}` : outcome.text);
  if (outcome.failure === null) return;
  const message = `Cannot invoke ${name}: ${outcome.failure} (request ${requestId}); ${follow}`;
  throw new ServiceError(message, { status: 200, serviceCode: "FunctionFailed", requestId });
}

/** Throws `ConfigError` for what is no JSON, before anybody is asked. */
async function readEvent({ flags }: CommandContext): Promise<string> {
  const [data, path] = [textOf(flags, "data"), textOf(flags, "path")];
  if (data !== null && path !== null) throw new ConfigError("Cannot take two events: give --data or --path, not both");
  const text = path === null ? (data ?? "{}") : await readEventFile(path);
  try {
    JSON.parse(text);
  } catch (cause) {
    const source = path === null ? "--data" : path;
    throw new ConfigError(`Cannot use the event of ${source}: it is no JSON, such as {"date":"2026-11-20"}`, { cause });
  }
  return text;
}

async function readEventFile(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new ConfigError(`Cannot read the event from ${path}: ${(cause as NodeJS.ErrnoException).code}`, { cause });
  }
}
