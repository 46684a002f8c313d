/** Scopes: family × region × bucket × queue × tag, which is what one list call can ask for. */

import type { FamilyName } from "./family.ts";
import { compareText } from "./order.ts";

export interface Scope {
  readonly family: FamilyName;
  readonly region: string;
  readonly bucket: string;
  readonly queueId: string;
  readonly tag: string;
}

/** One text for one scope; parts cannot hold a slash, so no two scopes share it. */
export function scopeKey(scope: Scope): string {
  return [scope.family, scope.region, scope.bucket, scope.queueId, scope.tag].join("/");
}

/** The order of scopes in every file. */
export function compareScopes(a: Scope, b: Scope): number {
  return compareText(scopeKey(a), scopeKey(b));
}
