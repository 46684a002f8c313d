/** Packs every function, looks at what is deployed of each, and compares. */

import type { CommandContext } from "./command.ts";
import { type CompareOptions, compareFunction, type FunctionPlan } from "./compare.ts";
import { type DeployedFunction, readDeployed } from "./deployed-function.ts";
import type { ScfApi } from "./scf/scf-api.ts";

/** By name; null: there is none. */
export type Look = (name: string) => Promise<DeployedFunction | null>;

/** As it is at this moment, in whatever state. */
export function lookAt(api: ScfApi): Look {
  return async (name) => {
    const found = await api.find(name);
    return found && readDeployed(api, name, found);
  };
}

export async function planFunctions(
  { pack }: Pick<CommandContext, "pack">,
  look: Look,
  options: CompareOptions,
): Promise<readonly FunctionPlan[]> {
  const plans: FunctionPlan[] = [];
  for (const packed of await pack()) plans.push(compareFunction(packed, await look(packed.model.name), options));
  return plans;
}
