/** Promise 7: nothing that is kept, logged or returned holds a planted secret, a credential or a signature. */

import { credentialsOf } from "../making/secrets.ts";
import type { SimulationPlan } from "../plan.ts";
import type { Played, Violation } from "../played.ts";
import { violation } from "./audited-night.ts";
import { unpack } from "./stored.ts";

/** Of requests, by whose parts nobody else is to sign: the vendor's signature and that of its API 3.0. */
const signature = /q-signature=[0-9a-f]{40}|Signature=[0-9a-f]{64}/;

export function* checkSecrets(plan: SimulationPlan, played: Played): Generator<Violation> {
  const credentials = played.invocations.flatMap(({ start, attempt }) => Object.values(credentialsOf(start, attempt)));
  const planted = plan.secrets ?? [];
  const find = createFinder([...credentials, ...planted], signature);
  const findOwn = createFinder(credentials, null);
  for (const [index, line] of played.log.entries())
    if (find(line)) yield violation("7", `line ${index} of the log holds a secret: ${find(line)}`);
  for (const { start, attempt, value } of played.invocations) {
    const told = find(JSON.stringify(value) ?? String(value));
    if (told !== null) yield violation("7", `what ${start}/${attempt} came to holds a secret: ${told}`);
  }
  for (const [key, bytes] of played.objects) {
    const content = (key.endsWith(".gz") ? unpack(bytes) : null) ?? bytes;
    // Answers that could not be decoded are kept as they came.
    const told = (isRaw(key) ? findOwn : find)(`${key}\n${content.toString("latin1")}`);
    if (told !== null) yield violation("7", `${key} holds a secret: ${told}`);
  }
}

function isRaw(key: string): boolean {
  return /\/work\/run=[^/]+\/raw\//.test(key);
}

/** Finds the first of many texts, or what fits the pattern. */
function createFinder(secrets: readonly string[], pattern: RegExp | null): (text: string) => string | null {
  const texts = [...new Set(secrets)];
  return (text) => texts.find((secret) => text.includes(secret)) ?? pattern?.exec(text)?.[0] ?? null;
}
