/** An emulated cloud that plays a scenario: Cloud Infinite, object storage with the bucket for reports, and functions. */

import type { Identities } from "../emulator/cam/identities.ts";
import { createCos } from "../emulator/cos/cos.ts";
import { createFolderStorage } from "../emulator/cos/folder-storage.ts";
import { createMemoryStorage } from "../emulator/cos/memory-storage.ts";
import { buildWorld } from "../emulator/scenario/build-world.ts";
import type { Scenario } from "../emulator/scenario/scenario.ts";
import type { CodeObjects } from "../emulator/scf/deployments.ts";
import type { ScfOptions } from "../emulator/scf/options.ts";
import { type Emulator, startEmulator } from "../emulator/server.ts";
import type { World } from "../emulator/world.ts";
import { ConfigError } from "../lib/core/errors.ts";
import { emulatedFunctions } from "./emulated-functions.ts";
import { tagsOf } from "./emulated-settings.ts";

export type CloudRequest = CloudFrame & ({ readonly seed: number } | { readonly world: World });

interface CloudFrame {
  /** Of the world that is given, any of its nights: how the service behaves, and where reports go. */
  readonly scenario: Scenario;
  /** 0 takes any that is free. */
  readonly port: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** The folder that keeps the objects; null keeps them in memory. */
  readonly objects: string | null;
  /** The function platform, or one to deploy to; without it none answers. */
  readonly functions?: ScfOptions | "deployed";
  /** Who may sign beside the emulator's own credentials, and what each may do. */
  readonly identities?: Identities;
}

/** Made up: whoever may connect to the loopback may use them. */
export const emulatedCredentials = {
  secretId: "AKIDmadeUpForTheEmulator",
  secretKey: "secretMadeUpForTheEmulator",
} as const;

/** Throws `ConfigError` when the port cannot be had. */
export async function startEmulatedCloud(request: CloudRequest): Promise<Emulator> {
  const { scenario, port, now } = request;
  const objects = emulatedObjects(request);
  const { functions, identities } = platformOf(request, objects);
  const world = "world" in request ? request.world : buildWorld(scenario, request.seed);
  try {
    return await startEmulator({
      ...scenario.service,
      ...(objects && { cos: createCos({ ...objects, now }) }),
      ...(functions && { scf: functions, scfNow: now }),
      tags: tagsOf(scenario),
      world,
      credentials: [emulatedCredentials],
      identities,
      now,
      port,
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "EADDRINUSE" && code !== "EACCES") throw error;
    const seen = code === "EADDRINUSE" ? "it is in use" : "this user may not";
    throw new ConfigError(`Cannot listen on port ${port}: ${seen}; choose another with --port, 0 takes any free one`, {
      cause: error,
    });
  }
}

function emulatedObjects({ scenario, objects }: CloudRequest): CodeObjects | null {
  if (scenario.reportBucket === null) return null;
  const storage = objects === null ? createMemoryStorage() : createFolderStorage(objects);
  return { buckets: [scenario.reportBucket], storage };
}

function platformOf({ now, functions, identities }: CloudRequest, objects: CodeObjects | null) {
  return functions === "deployed" ? emulatedFunctions({ now, objects }) : { functions, identities };
}
