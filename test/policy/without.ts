/** A policy from which something was taken away. */

import type { PolicyDocument } from "../../lib/core/policy/policy.ts";

export function withoutAction(policy: PolicyDocument, action: string): PolicyDocument {
  const statement = policy.statement
    .map((each) => ({ ...each, action: each.action.filter((name) => name !== action) }))
    .filter((each) => each.action.length > 0);
  return { ...policy, statement };
}

export function withoutStatement(policy: PolicyDocument, at: number): PolicyDocument {
  return { ...policy, statement: policy.statement.filter((_, index) => index !== at) };
}
