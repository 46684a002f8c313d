/** Reports that look whole and are not, and what should never happen to what is committed. */

import {
  commitKey,
  manifestOf,
  move,
  type Row,
  withCommit,
  withManifest,
  withObject,
  withRows,
} from "./break-played.ts";
import { firstNight, secondNight } from "./known-plan.ts";
import type { Wrong } from "./wrong.ts";

export const wrongReports: readonly Wrong[] = [
  [
    "a hole that is not told of",
    "2",
    /is incomplete without holes|the ledger's hole/,
    (played) =>
      withManifest(played, secondNight, (manifest) => ({
        ...manifest,
        holes: manifest.holes.filter(({ cause }) => cause !== "undecodable"),
      })),
  ],
  [
    "a report with holes that is complete",
    "2",
    /is complete with 2 holes/,
    (played) => withManifest(played, secondNight, (manifest) => ({ ...manifest, status: "complete" })),
  ],
  [
    "a commit that is complete, of a manifest that is not",
    "2",
    /commit and manifest differ/,
    (played) => withCommit(played, secondNight, (commit) => ({ ...commit, status: "complete" })),
  ],
  [
    "a scope with holes that is complete",
    "2",
    /is complete with holes/,
    (played) =>
      withManifest(
        withRows(played, secondNight, "summaries", (rows) =>
          rows.map((row) => ({
            ...row,
            scopes: (row["scopes"] as Row[]).map((scope) => ({ ...scope, complete: true })),
          })),
        ),
        secondNight,
        (manifest) => ({ ...manifest, scopes: manifest.scopes.map((scope) => ({ ...scope, complete: true })) }),
      ),
  ],
  [
    "a returned value that hides holes",
    "2",
    /returned other numbers/,
    (played) => ({
      ...played,
      invocations: played.invocations.map((each) => ({
        ...each,
        value: JSON.parse(JSON.stringify(each.value).replaceAll('"incomplete"', '"complete"')),
      })),
    }),
  ],
  [
    "a previous night that is not heeded",
    "2",
    /heeds no night before it/,
    (played) => withManifest(played, secondNight, (manifest) => ({ ...manifest, previous: null })),
  ],
  [
    "a previous night that is not committed",
    "4",
    /goes by a night that is not committed/,
    (played) =>
      withManifest(played, secondNight, (manifest) => ({
        ...manifest,
        previous: { night: firstNight, manifest: "v1/manifests/other.json" },
      })),
  ],
  [
    "a scope that was read before and is not",
    "2",
    /p2\/PicProcess was read before and is not/,
    (played) =>
      withManifest(played, secondNight, (manifest) => ({
        ...manifest,
        scopes: manifest.scopes.filter(({ queueId }) => queueId !== "p2"),
      })),
  ],
  [
    "a file that is cut",
    "4",
    /is not what its manifest says/,
    (played) => {
      const key = `audits/${manifestOf(played, firstNight).files[0]?.key}`;
      return withObject(played, key, Buffer.from("cut"));
    },
  ],
  [
    "a file that is gone",
    "4",
    /was written and is gone/,
    (played) => {
      const objects = new Map(played.objects);
      objects.delete(`audits/${manifestOf(played, firstNight).files[0]?.key}`);
      return { ...played, objects };
    },
  ],
  [
    "a manifest with another hash",
    "4",
    /another hash/,
    (played) => withCommit(played, firstNight, (commit) => ({ ...commit, manifestSha256: "0".repeat(64) })),
  ],
  [
    "a commit that is overwritten",
    "4",
    /was overwritten with other bytes/,
    (played) => ({
      ...played,
      writes: [...played.writes, { at: 0, key: commitKey(firstNight), sha256: "0".repeat(64), replaced: "1" }],
    }),
  ],
  [
    "a commit before its files",
    "4",
    /was committed before/,
    (played) => ({
      ...played,
      writes: [...played.writes].sort(
        (a, b) => Number(b.key === commitKey(firstNight)) - Number(a.key === commitKey(firstNight)),
      ),
    }),
  ],
  [
    "a revision that follows none",
    "4",
    /is numbered/,
    (played) => move(played, commitKey(firstNight), commitKey(firstNight, 2)),
  ],
  [
    "a night that is never committed",
    "4",
    /night 2026-11-21 is not committed in the end/,
    (played) => {
      const objects = new Map(played.objects);
      objects.delete(commitKey(secondNight));
      return { ...played, objects };
    },
  ],
];
