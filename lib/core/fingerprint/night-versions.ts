/**
 * The versions of fingerprints that a night writes, and since when.
 *
 * A version that is new is written beside the one that the nights before have, until all nights of a diff's history have
 * it: so no night is ever without one to be compared by, and what is new in a version is never new in a report.
 */

import { StoreError } from "../errors.ts";
import { shiftNight } from "../night.ts";
import type { FingerprintVersion, Manifest } from "../schema/manifest.ts";
import type { FingerprintRule } from "./rules/fingerprint-rule.ts";
import { createFingerprintScheme, currentVersion, type FingerprintScheme } from "./versions.ts";

export interface NightFingerprints {
  readonly scheme: FingerprintScheme;
  /** One for each version that the scheme writes, in its order. */
  readonly versions: readonly FingerprintVersion[];
}

type VersionedNight = Pick<Manifest, "night" | "fingerprints">;

/** How many nights a version is written beside those before it: as many as the history of a diff has. */
export const overlapNights = 28;

/** Of a night that is not committed. `newest` is the newest committed one before it. */
export function planFingerprints(
  rules: readonly FingerprintRule[],
  night: string,
  newest: VersionedNight | null,
): NightFingerprints {
  const before = newest === null ? [] : fingerprintsIn(newest);
  const since = new Map(before.map((each) => [each.version, each.since]));
  // Without rules: those may change at any time, and the plain version stands beside them all the while.
  const begun = since.get(currentVersion([])) ?? night;
  const older = night < shiftNight(begun, overlapNights) ? before.map(({ version }) => version) : [];
  const scheme = createFingerprintScheme({ rules, older });
  return { scheme, versions: scheme.written.map((version) => ({ version, since: since.get(version) ?? night })) };
}

/**
 * Of a night that is committed, and gets another revision: what is added to it is told by the same versions as what is
 * kept. One that this program does not know, such as that of rules of earlier settings, is given up.
 */
export function keepFingerprints(rules: readonly FingerprintRule[], night: VersionedNight): NightFingerprints {
  const told = fingerprintsIn(night);
  const all = createFingerprintScheme({ rules, older: told.map(({ version }) => version) });
  const versions = told.filter(({ version }) => all.written.includes(version));
  return { scheme: narrowed(all, namesOf(versions), night.night), versions };
}

function narrowed(scheme: FingerprintScheme, written: readonly string[], night: string): FingerprintScheme {
  const current = written.at(-1);
  if (current === undefined) {
    throw new StoreError(
      `Cannot add to ${night}: its fingerprints are of a version that this program does not know. ` +
        "Use the version of the program that wrote it, or a newer one.",
    );
  }
  const places = written.map((version) => scheme.written.indexOf(version));
  const fingerprintsOf: FingerprintScheme["fingerprintsOf"] = (kind) => {
    const all = scheme.fingerprintsOf(kind);
    return places.flatMap((place) => all.slice(place, place + 1));
  };
  return { current, written, fingerprintsOf };
}

/** Ascending. A night that was committed before there were several versions has the first. */
function fingerprintsIn({ night, fingerprints }: VersionedNight): readonly FingerprintVersion[] {
  return fingerprints.length === 0 ? [{ version: "v1", since: night }] : fingerprints;
}

/** Ascending. */
export function versionsIn(night: VersionedNight): readonly string[] {
  return namesOf(fingerprintsIn(night));
}

function namesOf(versions: readonly FingerprintVersion[]): readonly string[] {
  return versions.map(({ version }) => version);
}
