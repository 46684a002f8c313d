/** `remove`: deletes the functions with their triggers, when it was told to. Reports are no business of the platform's, and stay. */

import { ConfigError } from "../../lib/core/errors.ts";
import { amount } from "../../lib/core/words.ts";
import type { CommandContext, OnlineCommand } from "../command.ts";
import { connect } from "../connect.ts";
import { isSet, jsonOption } from "../flags.ts";
import type { ScfApi } from "../scf/scf-api.ts";
import { waitUntilSettled } from "../wait-until-settled.ts";

export const removeCommand: OnlineCommand = {
  usage: "Delete the functions and their triggers; reports stay",
  options: { yes: { usage: "Do not ask", type: "boolean", shortcut: "y" }, json: jsonOption },
  run: remove,
};

async function remove(context: CommandContext): Promise<void> {
  const { model, flags, say, clock } = context;
  const json = isSet(flags, "json");
  const tell = json ? () => undefined : say;
  const { api } = connect(context);
  const waiting = { api, clock, tell };
  const names = await deployedNames(context, api);
  if (names.length > 0) await agree(context, names, tell);
  for (const name of names) {
    // One that was being deleted already may be gone by now.
    if ((await waitUntilSettled(waiting, name)) !== null) await api.remove(name);
    await waitUntilSettled(waiting, name);
    tell(`${name}: deleted`);
  }
  const { region, namespace } = model;
  if (json) return say(JSON.stringify({ region, namespace, deleted: names }));
  say(
    `${names.length === 0 ? "Nothing is deployed" : `Deleted ${amount(names.length, "function")}`} in ${region}, namespace ${namespace}. ${reports(context)}`,
  );
}

async function deployedNames({ model }: CommandContext, api: ScfApi): Promise<readonly string[]> {
  const names: string[] = [];
  for (const { name } of model.functions) if ((await api.find(name)) !== null) names.push(name);
  return names;
}

/** Throws `ConfigError` when nobody agreed. */
async function agree(context: CommandContext, names: readonly string[], tell: (text: string) => void): Promise<void> {
  if (isSet(context.flags, "yes")) return;
  const { region, namespace } = context.model;
  tell(
    `To be deleted in ${region}, namespace ${namespace}, each with its triggers: ${names.join(", ")}. ${reports(context)}`,
  );
  const answer = await context.ask('Type "yes" to delete:');
  if (answer === null) {
    throw new ConfigError(
      "Cannot ask whether to delete, as there is no terminal; nothing was deleted. Say --yes to delete",
    );
  }
  if (answer.trim().toLowerCase() !== "yes") throw new ConfigError("Nothing was deleted");
}

/** Where they lie, where the settings can be read: removing needs none. */
function reports({ model, settings }: CommandContext): string {
  const [first] = model.functions;
  try {
    const report = first && settings(first).report;
    if (report?.store === "cos") return `Reports stay, in cos://${report.bucket}/${report.prefix}.`;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
  }
  return "Reports stay.";
}
