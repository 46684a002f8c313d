/**
 * The version of fingerprints that a night's groups are compared by with those of its history: the newest that all of
 * them have. A night that has none of the night's versions is, for groups, as good as one that was not audited.
 */

import { greatestCommonVersion } from "../fingerprint/versions.ts";
import type { ComparedScope } from "./compared-scopes.ts";

/** Versions are ascending, and each night has one at least; the history is newest first. */
export function comparedVersion(night: readonly string[], history: readonly (readonly string[])[]): string {
  const sharing = history.filter((versions) => versions.some((version) => night.includes(version)));
  // Where there is none that all have, nights were committed out of their order: then the newest one decides.
  const common = greatestCommonVersion(night, sharing) ?? greatestCommonVersion(night, sharing.slice(0, 1));
  return String(common);
}

/** The scopes as they are compared when only some nights of the history can be: `isReadable` is newest first. */
export function scopesAmong(
  scopes: readonly ComparedScope[],
  isReadable: readonly boolean[],
): readonly ComparedScope[] {
  if (isReadable.every((each) => each)) return scopes;
  return scopes.map((scope) => {
    const earlier = scope.earlier.map((coverage, index) => (isReadable[index] ? coverage : "not-audited"));
    const baseline = earlier.indexOf("complete");
    return { ...scope, earlier, baseline: baseline === -1 ? null : baseline };
  });
}
