/** What an incident is of, as one text, so that it is known again from night to night. */

import type { AlertRule, AlertSubject } from "../schema/signals.ts";

export type Place = Pick<AlertSubject, "region" | "bucket" | "queueId" | "tag">;

/** A group that comes back is the same trouble as when it was new. */
const sameTrouble: { readonly [rule in AlertRule]?: string } = { "group.new": "group", "group.regressed": "group" };

/** One text for one trouble. */
export function subjectKey({ rule, ...subject }: AlertSubject): string {
  const { operation, fingerprint } = subject;
  return JSON.stringify([sameTrouble[rule] ?? rule, ...placeNames(subject), operation, fingerprint]);
}

/** Every column and nothing else, in the order of the schema. */
export function subjectOf(
  rule: AlertRule,
  place: Place,
  { operation = null, fingerprint = null }: Partial<Pick<AlertSubject, "operation" | "fingerprint">> = {},
): AlertSubject {
  const { region, bucket, queueId, tag } = place;
  return { rule, region, bucket, queueId, tag, operation, fingerprint };
}

export function placeNames({ region, bucket, queueId, tag }: Place): (string | null)[] {
  return [region, bucket, queueId, tag];
}

/** Whether a place is inside one of these, has one inside, or is one: by keys, as there may be thousands of each. */
export function meetsAny(places: readonly Place[]): (place: Place) => boolean {
  const whole = new Set(places.map((place) => JSON.stringify(namesTold(place))));
  const around = new Set(places.flatMap(keysAround));
  return (place) => around.has(JSON.stringify(namesTold(place))) || keysAround(place).some((key) => whole.has(key));
}

/** Its own key, and those of all that it is inside of. */
function keysAround(place: Place): readonly string[] {
  const names = namesTold(place);
  return [...names, null].map((_name, length) => JSON.stringify(names.slice(0, length)));
}

/** Down to the first that is null, which stands for all behind it too. */
function namesTold(place: Place): readonly (string | null)[] {
  const names = placeNames(place);
  const end = names.indexOf(null);
  return end === -1 ? names : names.slice(0, end);
}
