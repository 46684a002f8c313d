/** The function platform of an emulated cloud to deploy to: there is any role that a function names, and it may do everything. */

import { randomUUID } from "node:crypto";
import { createIdentities, type Identities } from "../emulator/cam/identities.ts";
import type { CodeObjects } from "../emulator/scf/deployments.ts";
import type { ScfOptions } from "../emulator/scf/options.ts";
import { createTimers } from "../emulator/scf/timers.ts";
import { zipFunctions } from "../emulator/scf/zip-functions.ts";
import type { Emulator } from "../emulator/server.ts";
import { functionRegion } from "./emulated-settings.ts";

export interface EmulatedFunctions {
  readonly functions: ScfOptions;
  readonly identities: Identities;
}

interface FunctionSurroundings {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Where code may lie that is too large to be sent along; null: nowhere. */
  readonly objects: CodeObjects | null;
  /** Processes at a time. */
  readonly concurrency?: number;
}

export function emulatedFunctions({ objects, ...runs }: FunctionSurroundings): EmulatedFunctions {
  const identities = openIdentities();
  const account = { region: functionRegion, ...identities.account };
  const deployments = objects === null ? {} : { objects };
  return { functions: zipFunctions({ ...runs, assume: identities.assume, account, deployments }), identities };
}

const anyRole = "any";

function openIdentities(): Identities {
  const everything = { effect: "allow", action: ["*"], resource: ["*"] } as const;
  const roles = [{ name: anyRole, policy: { version: "2.0", statement: [everything] } }] as const;
  const identities = createIdentities({ users: [], roles, newId: randomUUID });
  return { ...identities, assume: (_role, now) => identities.assume(anyRole, now) };
}

const tickEveryMs = 1000;

/** Starts what is due by the given clock, once a second by the machine's, until the function that it returns is called. */
export function tickTimers({ scf: { platform } }: Emulator, now: () => number): () => void {
  const timers = platform && createTimers({ platform, since: now() });
  const clock = setInterval(() => timers?.tick(now()), tickEveryMs);
  return () => clearInterval(clock);
}
