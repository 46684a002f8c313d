/**
 * The provider `tencent`: what serverless.yml may hold, `package`, and the commands that ask the platform. osls judges the
 * keys and types; then, before any command runs, the model is read, which judges the values.
 */

import type { CommandContext, Flags, OnlineCommand } from "./command.ts";
import { onlineCommands } from "./commands.ts";
import type { Osls, OslsCommand, OslsPlugin } from "./osls.ts";
import { oslsSchema } from "./osls-schema.ts";
import { packFunctions } from "./pack-functions.ts";
import { readModel } from "./read-model.ts";
import { readSettingsFile, settingsOf } from "./settings-file.ts";
import { tellError } from "./tell-error.ts";
import { processWorld, type World } from "./world.ts";
import { writePackages } from "./write-packages.ts";

/** osls fills `flags` when it has read the command line, which is after this. */
export function createPlugin(
  osls: Osls,
  flags: Flags,
  world: World = processWorld,
  online: Readonly<Record<string, OnlineCommand>> = onlineCommands,
): OslsPlugin {
  osls.setProvider("tencent", {});
  osls.configSchemaHandler.defineProvider("tencent", oslsSchema());
  const commands = Object.entries(online);
  const context = () => contextOf(osls, flags, world);
  return {
    commands: Object.fromEntries(commands.map(([name, command]) => [name, oslsCommand(command)])),
    hooks: guarded(osls, {
      initialize: async () => void readModel(osls.service),
      "before:package:createDeploymentArtifacts": async () => writePackages(osls, context()),
      ...Object.fromEntries(commands.map(([name, { run }]) => [`${name}:${event}`, async () => run(context())])),
    }),
  };
}

/** Not the event that osls' own command of the name has: with that one, its flags for AWS would come. */
const event = "run";

function oslsCommand({ usage, options }: OnlineCommand): OslsCommand {
  return { usage, options, lifecycleEvents: [event] };
}

function contextOf({ serviceDir, service }: Osls, flags: Flags, world: World): CommandContext {
  const model = readModel(service);
  return {
    ...world,
    model,
    flags,
    settings: (of) => settingsOf(of, readSettingsFile(serviceDir)),
    pack: () => packFunctions(serviceDir, model),
  };
}

function guarded(osls: Osls, hooks: OslsPlugin["hooks"]): OslsPlugin["hooks"] {
  const guard = (hook: () => Promise<void>) => () => hook().catch((error) => tellError(osls, error));
  return Object.fromEntries(Object.entries(hooks).map(([name, hook]) => [name, guard(hook)]));
}
