/** The three policies, by whom each is for. */

import { deployPolicy } from "./deploy-policy.ts";
import { executionPolicy } from "./execution-policy.ts";
import type { Policy } from "./policy.ts";
import type { PolicyFacts } from "./policy-facts.ts";
import { readerPolicy } from "./reader-policy.ts";

export const holders = ["execution", "deploy", "reader"] as const;
export type Holder = (typeof holders)[number];

export const policyOf = {
  execution: executionPolicy,
  deploy: deployPolicy,
  reader: readerPolicy,
} as const satisfies Record<Holder, (facts: PolicyFacts) => Policy>;
