/** Reports that miss jobs, tell of too many, or tell what they were not. */

import { type Row, withManifest, withRows } from "./break-played.ts";
import { firstNight, secondNight } from "./known-plan.ts";
import { all, changed, doubled, type Wrong, without } from "./wrong.ts";

export const wrongJobs: readonly Wrong[] = [
  [
    "a finding that is dropped",
    "1",
    /job bad1: finding none/,
    (played) => withRows(played, firstNight, "findings", without("bad1")),
  ],
  [
    "a finding that stands twice",
    "1",
    /bad1 is told 2 times/,
    (played) => withRows(played, firstNight, "findings", doubled("bad1")),
  ],
  [
    "a finding that nobody made",
    "1",
    /nobody does not exist/,
    (played) => withRows(played, firstNight, "findings", (rows) => [...rows, { ...rows[0], jobId: "nobody" }]),
  ],
  [
    "a finding of another night",
    "1",
    /bad1 is of another night/,
    (played) => withRows(played, secondNight, "findings", (rows) => [...rows, { ...rows[0], jobId: "bad1" }]),
  ],
  [
    "a finding of another queue",
    "1",
    /bad1 is of another scope/,
    (played) => withRows(played, firstNight, "findings", changed("bad1", { queueId: "p2" })),
  ],
  [
    "another verdict",
    "1",
    /job bad1: finding hidden-failure/,
    (played) => withRows(played, firstNight, "findings", changed("bad1", { verdict: "hidden-failure" })),
  ],
  [
    "another code",
    "1",
    /job bad1: finding failed/,
    (played) => withRows(played, firstNight, "findings", changed("bad1", { code: "Other" })),
  ],
  [
    "another message",
    "1",
    /job bad1: finding failed/,
    (played) => withRows(played, firstNight, "findings", changed("bad1", { message: "other" })),
  ],
  [
    "an open job that is dropped",
    "1",
    /job waits: .*open no/,
    (played) => withRows(played, firstNight, "open", without("waits")),
  ],
  [
    "an open job that has ended",
    "1",
    /job bad1: .*open Failed/,
    (played) =>
      withRows(played, firstNight, "open", (rows) => [
        ...rows,
        { ...rows[0], jobId: "bad1", state: "Failed", createdAt: "2026-11-19T17:00:00.000Z" },
      ]),
  ],
  [
    "a window that counts one too few",
    "1",
    /counts 6 of 7 to 7 jobs/,
    (played) =>
      withRows(played, firstNight, "ledgers", (rows) =>
        rows.map((row) => (row["jobs"] === 7 ? { ...row, jobs: 6 } : row)),
      ),
  ],
  [
    "a window that is left out",
    "1",
    /neither read nor a hole/,
    (played) => withRows(played, firstNight, "ledgers", (rows) => rows.slice(1)),
  ],
  [
    "a window that stands twice",
    "1",
    /windows overlap/,
    (played) => withRows(played, firstNight, "ledgers", (rows) => [rows[0] ?? {}, ...rows]),
  ],
  [
    "a state that is counted wrongly",
    "1",
    /Success, .* were so/,
    (played) =>
      withRows(played, firstNight, "summaries", (rows) =>
        rows.map((row) => ({
          ...row,
          scopes: (row["scopes"] as Row[]).map((scope) => ({ ...scope, byState: { Cancel: scope["jobs"] } })),
        })),
      ),
  ],
  [
    "a summary that does not add up",
    "1",
    /in the manifest, .* in its scopes/,
    (played) => withRows(played, firstNight, "summaries", all({ jobs: 99 })),
  ],
  [
    "a group that is too large",
    "1",
    /group .* has 99 jobs/,
    (played) => withRows(played, firstNight, "groups", all({ jobs: 99 })),
  ],
  [
    "verdicts that do not add up",
    "1",
    /findings are failed/,
    (played) => withManifest(played, firstNight, (manifest) => ({ ...manifest, byVerdict: { failed: 1 } })),
  ],
  [
    "a span that does not meet the next",
    "1",
    /ends at .* begins at/,
    (played) =>
      withManifest(played, firstNight, (manifest) => ({
        ...manifest,
        span: { ...manifest.span, to: "2026-11-20T15:59:59.000Z" },
      })),
  ],
  [
    "another asOf",
    "1",
    /no settings of then say/,
    (played) => withManifest(played, firstNight, (manifest) => ({ ...manifest, asOf: "2026-11-20T18:00:01.000Z" })),
  ],
  [
    "a queue that is not told of",
    "1",
    /does not tell of queue/,
    (played) => withRows(played, firstNight, "queues", (rows) => rows.slice(1)),
  ],
  [
    "a queue that does not exist",
    "1",
    /tells of queue .*p9, which/,
    (played) => withRows(played, firstNight, "queues", (rows) => [...rows, { ...rows[0], queueId: "p9" }]),
  ],
  [
    "a scope that does not exist",
    "1",
    /p9\/PicProcess does not exist/,
    (played) =>
      withManifest(played, firstNight, (manifest) => ({
        ...manifest,
        scopes: manifest.scopes.map((scope) => ({ ...scope, queueId: scope.queueId === "p2" ? "p9" : scope.queueId })),
      })),
  ],
  [
    "a scope that is left out",
    "1",
    /p2\/PicProcess is neither read nor told of/,
    (played) =>
      withManifest(played, firstNight, (manifest) => ({
        ...manifest,
        scopes: manifest.scopes.filter(({ queueId }) => queueId !== "p2"),
      })),
  ],
  [
    "a hole over the wrong job",
    "1",
    /poison: finding none|counts 0 of 1 to 1/,
    (played) =>
      withManifest(played, secondNight, (manifest) => ({
        ...manifest,
        holes: manifest.holes.map((hole) =>
          hole.cause === "undecodable" ? { ...hole, from: manifest.span.from, to: manifest.span.from } : hole,
        ),
      })),
  ],
];
