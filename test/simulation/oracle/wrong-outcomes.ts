/** Late outcomes that do not arrive, bounds that do not hold, and secrets that come out. */

import { gzipSync } from "node:zlib";
import { credentialsOf } from "../../../simulation/making/secrets.ts";
import { withManifest, withObject, withRows } from "./break-played.ts";
import { firstNight, secondNight, secret, thirdNight } from "./known-plan.ts";
import { changed, doubled, type Wrong, without } from "./wrong.ts";

export const wrongOutcomes: readonly Wrong[] = [
  [
    "an end that nobody learned",
    "5",
    /does not tell that job late/,
    (played) => withRows(played, secondNight, "amendments", without("late")),
  ],
  [
    "an end that is told twice",
    "5",
    /ends job late again/,
    (played) => withRows(played, secondNight, "amendments", doubled("late")),
  ],
  [
    "an end in another state",
    "5",
    /amends job late .* to Success, which it was not/,
    (played) => withRows(played, secondNight, "amendments", changed("late", { state: "Success" })),
  ],
  [
    "an end with another verdict",
    "5",
    /with verdict null/,
    (played) => withRows(played, secondNight, "amendments", changed("late", { verdict: null })),
  ],
  [
    "a job that vanished and is there",
    "5",
    /as vanished, and it is there/,
    (played) => withRows(played, secondNight, "amendments", changed("late", { change: "vanished" })),
  ],
  [
    "an end that is no end",
    "5",
    /changed to Failed/,
    (played) => withRows(played, secondNight, "amendments", changed("late", { change: "changed" })),
  ],
  [
    "a stuck job that is not carried",
    "5",
    /waits .* is stuck.queued and not carried/,
    (played) => withRows(played, thirdNight, "carried", without("waits")),
  ],
  [
    "a carried job in another state",
    "5",
    /is carried as Running/,
    (played) => withRows(played, thirdNight, "carried", changed("waits", { state: "Running" })),
  ],
  [
    "a job that was not seen, without a hole",
    "5",
    /is carried unseen/,
    (played) => withRows(played, thirdNight, "carried", changed("waits", { seen: false })),
  ],
  [
    "open jobs that fall out of reach in silence",
    "5",
    /is silent about job waits of 2026-11-20/,
    (played) =>
      withManifest(played, thirdNight, (manifest) => ({
        ...manifest,
        inputs: manifest.inputs.filter(({ night }) => night !== firstNight),
      })),
  ],
  [
    "an invocation that outlives its time",
    "6",
    /took 900001 ms/,
    (played) => ({
      ...played,
      invocations: played.invocations.map((each) => ({ ...each, endedAt: each.startedAt + 900_001 })),
    }),
  ],
  [
    "an invocation that has to be stopped",
    "6",
    /had to be stopped/,
    (played) => ({
      ...played,
      invocations: played.invocations.map((each) => ({ ...each, end: "timed-out" as const })),
    }),
  ],
  [
    "too many exchanges",
    "6",
    /exchanges, more than/,
    (played) => ({ ...played, invocations: played.invocations.map((each) => ({ ...each, exchanges: 150_000 })) }),
  ],
  [
    "a secret in a finding",
    "7",
    /holds a secret/,
    (played) => withRows(played, firstNight, "findings", changed("leaky", { message: `see ${secret}` })),
  ],
  [
    "a secret in the log",
    "7",
    /of the log holds a secret/,
    (played) => ({ ...played, log: [...played.log, `{"msg":"${secret}"}`] }),
  ],
  [
    "credentials in what was returned",
    "7",
    /comes? to holds a secret|came to holds/,
    (played) => ({
      ...played,
      invocations: played.invocations.map((each) => ({
        ...each,
        value: credentialsOf(each.start, each.attempt).secretKey,
      })),
    }),
  ],
  [
    "a signature in work/",
    "7",
    /holds a secret: q-signature/,
    (played) => withObject(played, "audits/v1/work/run=1/spool/1.jsonl.gz", gzipSync(`q-signature=${"0".repeat(40)}`)),
  ],
];
