/** The commands that ask the platform, by name; `package` and `print` ask nobody and are osls' own. */

import type { OnlineCommand } from "./command.ts";
import { deployCommand } from "./commands/deploy.ts";
import { infoCommand } from "./commands/info.ts";
import { invokeCommand } from "./commands/invoke.ts";
import { logsCommand } from "./commands/logs.ts";
import { planCommand } from "./commands/plan.ts";
import { removeCommand } from "./commands/remove.ts";

export const onlineCommands: Readonly<Record<string, OnlineCommand>> = {
  plan: planCommand,
  deploy: deployCommand,
  info: infoCommand,
  invoke: invokeCommand,
  logs: logsCommand,
  remove: removeCommand,
};
