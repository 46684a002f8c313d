/**
 * Known bugs, to be planted into the build of the simulation one at a time: each must be found. Of each, the one place
 * in the source, which holds the text exactly once, and what then stands there.
 */

export interface Plant {
  readonly name: string;
  /** One that finds it; `npm run simulate -- --seeds 500 --plant NAME` says which does by now. */
  readonly seed: number;
  readonly says: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

export const plants: readonly Plant[] = [
  {
    name: "dropped-page",
    seed: 3,
    says: "a page that was answered only after a retry is skipped",
    file: "lib/usecases/walk/chain.ts",
    from: "for (const job of page.jobs) {",
    to: "for (const job of page.retries > 0 ? [] : page.jobs) {",
  },
  {
    name: "short-page-ends",
    seed: 31,
    says: "a page that is not full is taken for the last",
    file: "lib/usecases/walk/chain.ts",
    from: 'if (page.nextToken === null) return { kind: "no-token" };',
    to: 'if (page.nextToken === null || page.jobs.length < size) return { kind: "no-token" };',
  },
  {
    name: "empty-page-ends",
    seed: 64,
    says: "an empty page is taken for the last",
    file: "lib/usecases/walk/chain.ts",
    from: 'if (page.nextToken === null) return { kind: "no-token" };',
    to: 'if (page.nextToken === null || page.jobs.length === 0) return { kind: "no-token" };',
  },
  {
    name: "repeated-token-ends",
    seed: 1,
    says: "a token that was given before is taken for the end",
    file: "lib/usecases/walk/chain.ts",
    from: 'if (page.nextToken === null) return { kind: "no-token" };',
    to: 'if (page.nextToken === null || progress.tokens.has(page.nextToken)) return { kind: "no-token" };',
  },
  {
    name: "exclusive-bound",
    seed: 2,
    says: "windows go out without the second of overlap",
    file: "lib/usecases/walk/chain.ts",
    from: "createdFrom: span.from - secondMs,",
    to: "createdFrom: span.from,",
  },
  {
    name: "broken-order-trusted",
    seed: 271,
    says: "a list that is out of order is read on as if it were in order",
    file: "lib/usecases/walk/chain.ts",
    from: "if (walk.ordered && job.createdAt < progress.lastTime) return false;",
    to: "",
  },
  {
    name: "missing-dedupe",
    seed: 1,
    says: "a job that is listed twice is counted twice",
    file: "lib/usecases/walk/job-buffer.ts",
    from: "const earlier = jobs.get(job.id);",
    to: "const earlier = undefined; if (jobs.has(job.id)) jobs.set([job.id, jobs.size].join(), job); else",
  },
  {
    name: "hole-swallowed",
    seed: 10,
    says: "what could not be read is not told",
    file: "lib/usecases/walk/walk-window.ts",
    from: "walk.piece.holes.push({ ...holeFrom(end.error, span), evidence });",
    to: "",
  },
  {
    name: "edge-in-both",
    seed: 1,
    says: "a job on the edge of two windows is counted in both",
    file: "lib/core/window.ts",
    from: "return window.from <= time && time < window.to;",
    to: "return window.from <= time && time <= window.to;",
  },
  {
    name: "edge-in-neither",
    seed: 2,
    says: "a job on the edge of two windows is counted in neither",
    file: "lib/core/window.ts",
    from: "return window.from <= time && time < window.to;",
    to: "return window.from < time && time < window.to;",
  },
  {
    name: "span-from-day",
    seed: 14,
    says: "a night begins with its day, not where the night before ended",
    file: "lib/usecases/audit/night-plan.ts",
    from: "const from = adjacent ? Date.parse(previous.manifest.span.to) : day.from;",
    to: "const from = day.from;",
  },
  {
    name: "as-of-clock",
    seed: 2,
    says: "a night is judged as of the time at which it happens to be audited",
    file: "lib/usecases/audit/audit-night.ts",
    from: "return planNight(request, await readNeighbours(store, request, clock.now(), signal));",
    to: "return { ...planNight(request, await readNeighbours(store, request, clock.now(), signal)), asOf: clock.now() };",
  },
  {
    name: "retention-unchecked",
    seed: 303,
    says: "a span that the service may have forgotten counts as read",
    file: "lib/usecases/audit/retention.ts",
    from: "return younger || regions.get(scope.region) === true ? [] : [forgotten];",
    to: "return younger || regions.get(scope.region) !== undefined ? [] : [forgotten];",
  },
  {
    name: "gone-queue-dropped",
    seed: 16,
    says: "a queue that is no longer listed is not asked for",
    file: "lib/usecases/audit/night-plan.ts",
    from: "return (previous?.manifest.scopes ?? []).map(",
    to: "return (previous?.manifest.scopes ?? []).slice(0, 0).map(",
  },
  {
    name: "forgotten-recheck",
    seed: 1,
    says: "open jobs of earlier nights are not seen again",
    file: "lib/usecases/audit/night-inputs.ts",
    from: "return { previous: isNear ? newest : null, newest: compared, next, inputs, outdated, damaged };",
    to: "return { previous: isNear ? newest : null, newest: compared, next, inputs: [], outdated, damaged };",
  },
  {
    name: "told-twice",
    seed: 2,
    says: "a job that ended is told to have ended again the next night",
    file: "lib/usecases/recheck/known-job.ts",
    from: "else known.delete(jobId);",
    to: "",
  },
  {
    name: "vanished-at-once",
    seed: 16,
    says: "a job that an answer about several leaves out is taken to have vanished",
    file: "lib/usecases/recheck/look-up.ts",
    from: 'return job === undefined ? lookUpAlone(deps, place, known, signal) : { kind: "seen", job };',
    to: 'return job === undefined ? { kind: "vanished" } : { kind: "seen", job };',
  },
  {
    name: "manifest-after-commit",
    seed: 2,
    says: "a night is committed before its manifest is stored",
    file: "lib/usecases/report/commit-night.ts",
    from: "await store.put(manifestAt, bytes, signal);",
    to: `const { claim: claimIt } = store;
  store = {
    ...store,
    claim: async (...of) => {
      const claimed = await claimIt(...of);
      await store.put(manifestAt, bytes, signal);
      return claimed;
    },
  };`,
  },
  {
    name: "claim-overwrites",
    seed: 2,
    says: "a commit replaces the one that is there",
    file: "lib/adapters/cos/cos-claim.ts",
    from: '{ "x-cos-forbid-overwrite": "true" }',
    to: "{}",
  },
  {
    name: "resumed-twice",
    seed: 136,
    says: "what an earlier run had read is read again, and counted with it",
    file: "lib/usecases/progress/unite-pieces.ts",
    from: "from = piece.to;",
    to: "",
  },
  {
    name: "late-watermark",
    seed: 1,
    says: "progress is saved as a second further than it is",
    file: "lib/usecases/walk/cut-walk.ts",
    from: "window: { from: window.from, to: at } }",
    to: "window: { from: window.from, to: at + 1000 } }",
  },
  {
    name: "shards-uncommitted",
    seed: 21,
    says: "whoever finds every shard read does not commit",
    file: "lib/runtime/shard-handler.ts",
    from: 'if (read.ended !== "complete") return',
    to: 'if (read.ended !== "outdated") return',
  },
  {
    name: "shard-thresholds",
    seed: 75,
    says: "a shard takes every job that has not ended for stuck",
    file: "lib/usecases/fan-out/run-shard.ts",
    from: "learnThresholds(store, { request, plan }, signal);",
    to: "learnThresholds(store, { request: { ...request, thresholdsOf: () => ({ queuedAfterMs: 1, runningAfterMs: 1 }) }, plan }, signal);",
  },
  {
    name: "lanes-unread",
    seed: 35,
    says: "whoever commits a spread night reads again what its shards have read",
    file: "lib/usecases/progress/run-progress.ts",
    from: "lane === undefined ? lanesOf(fanOuts) : []",
    to: "lane === undefined ? lanesOf(fanOuts).slice(0, 0) : []",
  },
  {
    name: "marked-unsaved",
    seed: 35,
    says: "a shard is marked as read before what it read is saved",
    file: "lib/usecases/fan-out/run-shard.ts",
    from: "await progress.journal.flush();",
    to: "",
  },
  {
    name: "silent-shard-left",
    seed: 208,
    says: "the watchdog starts no silent shard again",
    file: "lib/usecases/watch/look-at-spread-run.ts",
    from: "if (shard.restartedAt !== null || shardFunction === null) return",
    to: "if (shard.restartedAt === null || shardFunction === null) return",
  },
  {
    name: "rate-undivided",
    seed: 35,
    says: "each shard asks as often as all of them together may",
    file: "lib/usecases/fan-out/fan-out-night.ts",
    from: "maxRate: maxRate === null ? null : maxRate / cut.length,",
    to: "maxRate,",
  },
  {
    name: "settle-ignored",
    seed: 16,
    says: "a night is audited as soon as it is over",
    file: "lib/core/night.ts",
    from: "now - settleMs",
    to: "now",
  },
  {
    name: "secret-told",
    seed: 3,
    says: "what looks like a signed request keeps its signature",
    file: "lib/core/redact.ts",
    from: "return /[:=%>]/.test(rest) ? cutSecretFragments(cutUrls(rest)) : rest;",
    to: "return rest;",
  },
];
