/** Incidents that no run of this program would keep. */

import { storedKey } from "../../../simulation/oracle/stored.ts";
import type { Played } from "../../../simulation/played.ts";
import { withObject } from "./break-played.ts";
import { secondNight } from "./known-plan.ts";
import type { Wrong } from "./wrong.ts";

function keyOf(revision: number): string {
  return storedKey(`v1/incidents/family=pic/date=${secondNight}/r000${revision}.json`);
}

/** The newest kept of the second night, under another revision and as changed. */
function withIncidents(played: Played, revision: number, change: (text: string) => string): Played {
  const kept = [2, 1].map((each) => played.objects.get(keyOf(each))).find((bytes) => bytes !== undefined);
  return withObject(played, keyOf(revision), Buffer.from(change(String(kept))));
}

export const wrongIncidents: readonly Wrong[] = [
  [
    "incidents that are kept twice",
    "4",
    /is of the same diffs as a revision before it/,
    (played) =>
      withIncidents(
        withIncidents(played, 1, (text) => text),
        2,
        (text) => text,
      ),
  ],
  [
    "incidents without a revision before them",
    "4",
    /r0009\.json has no revision before it/,
    (played) => withIncidents(played, 9, (text) => text),
  ],
  [
    "incidents of a diff that nobody committed",
    "4",
    /is folded from a diff of .* that is not committed/,
    (played) => withIncidents(played, 1, (text) => text.replace("diff-manifest-", "diff-manifest-0")),
  ],
  [
    "incidents that were cut short",
    "4",
    /holds no incidents/,
    (played) => withIncidents(played, 1, (text) => text.slice(0, -9)),
  ],
];
