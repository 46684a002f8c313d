/**
 * What CAM checks when a policy is saved (vendor pages "Syntax Structure", "Resource Description Method").
 *
 * A policy that it would refuse must not be tried here as if it had been taken.
 */

import type { PolicyDocument, PolicyStatement } from "./policy-document.ts";

/** Throws `RangeError`. The types are no proof: a document may come from a file. */
export function assertPolicy({ version, statement }: PolicyDocument): void {
  if (version !== "2.0") throw new RangeError(`Cannot take a policy of version ${String(version)}: there is 2.0 alone`);
  for (const each of statement) assertStatement(each);
}

function assertStatement({ effect, action, resource }: PolicyStatement): void {
  if (effect !== "allow" && effect !== "deny") throw new RangeError(`Cannot take the effect ${String(effect)}`);
  if (action.length === 0 || resource.length === 0) {
    throw new RangeError("Cannot take a statement without an action or without a resource");
  }
  const wrongAction = action.find((name) => !isAction(name));
  if (wrongAction !== undefined) throw new RangeError(`Cannot take the action ${wrongAction}`);
  const wrong = resource.find((name) => name !== "*" && !/^qcs::[^:]*:[^:]*:[^:]*:.+$/.test(name));
  if (wrong !== undefined) throw new RangeError(`Cannot take the resource ${wrong}: it has not six segments`);
}

function isAction(name: string): boolean {
  return name === "*" || /^(?:name\/)?[a-z]+:[\w*]+$/.test(name);
}
