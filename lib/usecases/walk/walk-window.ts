/**
 * Walks one window of one scope: every job created in it goes to the sink once, in order of creation.
 *
 * What cannot be read is a hole, never silence. A window in which the service broke the order of creation is read
 * again in one chain, since neither a restart nor a cut by time can be trusted there.
 */

import { ProtocolError } from "../../core/errors.ts";
import { holeFrom } from "../../core/failure-cause.ts";
import type { Hole, HoleCause } from "../../core/hole.ts";
import type { Scope } from "../../core/scope.ts";
import { halve, secondMs, type Window } from "../../core/window.ts";
import { type ChainEnd, readChain } from "./chain.ts";
import { type JobSink, startWalk, type WalkCounts, type WalkDeps, type WindowWalk } from "./window-walk.ts";

export interface WalkRequest<Sink extends JobSink> {
  readonly scope: Scope;
  readonly window: Window;
  /** Called once for every attempt at the window; only the last sink counts. */
  openSink(): Sink;
}

export interface WalkResult<Sink extends JobSink> {
  readonly sink: Sink;
  readonly ordered: boolean;
  readonly counts: WalkCounts;
  /** Inside the window, in the order of their beginnings. */
  readonly holes: readonly Hole[];
  /** Keys of other scopes whose jobs were listed here. */
  readonly foreignScopes: ReadonlySet<string>;
  /** Why not one page of the window was answered and read; null when one was. */
  readonly refusal: unknown;
}

export async function walkWindow<Sink extends JobSink>(
  deps: WalkDeps,
  request: WalkRequest<Sink>,
  signal: AbortSignal,
): Promise<WalkResult<Sink>> {
  const sink = request.openSink();
  const walk = startWalk(request.scope, request.window, sink, true);
  const end = await walkInOrder(deps, walk, signal);
  if (end.kind !== "broken-order") return finish(walk, sink, end);
  const fresh = request.openSink();
  const whole = startWalk(request.scope, request.window, fresh, false);
  Object.assign(whole.counts, { pages: walk.counts.pages, retries: walk.counts.retries });
  return finish(whole, fresh, await walkInOneChain(deps, whole, signal));
}

async function finish<Sink extends JobSink>(walk: WindowWalk, sink: Sink, end: ChainEnd): Promise<WalkResult<Sink>> {
  const last = walk.buffer.takeAll();
  if (last.length > 0) await sink.add(last);
  const strays = "jobs of a queue or tag that nobody asked for were listed";
  if (walk.strays) walk.holes.unshift(holeOf(walk.window, "foreign-jobs", strays));
  const refusal = end.kind === "failed" && walk.counts.pages === 0 ? end.error : null;
  return {
    sink,
    ordered: walk.ordered,
    counts: walk.counts,
    holes: walk.holes,
    foreignScopes: walk.foreignScopes,
    refusal,
  };
}

/** Reads the window's spans one after the other; a span that makes trouble is replaced by smaller ones. */
async function walkInOrder(deps: WalkDeps, walk: WindowWalk, signal: AbortSignal): Promise<ChainEnd> {
  const pending: Window[] = [walk.window];
  let restartedAt = Number.NEGATIVE_INFINITY;
  for (let span = pending.shift(); span !== undefined; span = pending.shift()) {
    const end = await readChain(deps, walk, { span, size: deps.limits.pageSize }, signal);
    if (end.kind === "broken-order") return end;
    if (end.kind === "failed") return giveUp(deps, walk, end, signal);
    if (end.kind === "no-token") {
      walk.troubles = 0;
      continue;
    }
    const rest = { from: end.at, to: span.to };
    if (rest.from === rest.to) continue;
    if (end.kind === "undecodable") {
      pending.unshift(...(await cut(deps, walk, { rest, error: end.error }, signal)));
    } else {
      pending.unshift(...restart(walk, rest, { stuck: end.at <= restartedAt, detail: end.detail }));
      restartedAt = end.at;
    }
    if (walk.troubles > deps.limits.maxTroubles) return exhausted(deps, walk, { pending, end }, signal);
  }
  return { kind: "no-token" };
}

async function giveUp(
  deps: WalkDeps,
  walk: WindowWalk,
  end: ChainEnd & { readonly kind: "failed" },
  signal: AbortSignal,
): Promise<ChainEnd> {
  const rest = { from: end.at, to: walk.window.to };
  if (rest.from < rest.to) await keepAsHole(deps, walk, { span: rest, end }, signal);
  return end;
}

/** Trouble without end: what has not been read yet is a hole, for the reason of the last trouble. */
async function exhausted(
  deps: WalkDeps,
  walk: WindowWalk,
  { pending, end }: { readonly pending: readonly Window[]; readonly end: ChainEnd },
  signal: AbortSignal,
): Promise<ChainEnd> {
  const [next] = pending;
  if (next !== undefined) await keepAsHole(deps, walk, { span: { from: next.from, to: walk.window.to }, end }, signal);
  return end.kind === "undecodable" ? { ...end, kind: "failed" } : end;
}

/** Reads on from the last second seen; a second that stopped the chain twice is a hole. */
function restart(
  walk: WindowWalk,
  rest: Window,
  { stuck, detail }: { readonly stuck: boolean; readonly detail: string },
): Window[] {
  walk.counts.restarts += 1;
  if (!stuck) return [rest];
  walk.troubles += 1;
  const second = { from: rest.from, to: Math.min(rest.from + secondMs, rest.to) };
  addHole(walk, second, "token-loop", detail);
  return second.to < rest.to ? [{ from: second.to, to: rest.to }] : [];
}

/** Halves what is left of a span; a single second is read job by job here, and nothing of it is left. */
async function cut(
  deps: WalkDeps,
  walk: WindowWalk,
  { rest, error }: { readonly rest: Window; readonly error: ProtocolError },
  signal: AbortSignal,
): Promise<readonly Window[]> {
  walk.troubles += 1;
  const halves = halve(rest);
  if (halves !== null) {
    walk.counts.halvings += 1;
    return halves;
  }
  const end = deps.limits.pageSize === 1 ? undecodable(rest, error) : await readSingly(deps, walk, rest, signal);
  const read = end.kind === "no-token" || (end.kind !== "broken-order" && end.at === rest.to);
  if (!read) await keepAsHole(deps, walk, { span: rest, end }, signal);
  return [];
}

function undecodable(rest: Window, error: ProtocolError): ChainEnd {
  return { kind: "undecodable", at: rest.from, error };
}

function readSingly(deps: WalkDeps, walk: WindowWalk, span: Window, signal: AbortSignal): Promise<ChainEnd> {
  return readChain(deps, walk, { span, size: 1 }, signal);
}

async function walkInOneChain(deps: WalkDeps, walk: WindowWalk, signal: AbortSignal): Promise<ChainEnd> {
  const end = await readChain(deps, walk, { span: walk.window, size: deps.limits.pageSize }, signal);
  if (end.kind !== "no-token") await keepAsHole(deps, walk, { span: walk.window, end }, signal);
  return end;
}

async function keepAsHole(
  deps: WalkDeps,
  walk: WindowWalk,
  { span, end }: { readonly span: Window; readonly end: ChainEnd },
  signal: AbortSignal,
): Promise<void> {
  if (end.kind === "lost") addHole(walk, span, walk.ordered ? "token-loop" : "order-unreliable", end.detail);
  if (end.kind === "broken-order") addHole(walk, span, "order-unreliable", "jobs of one second came out of order");
  if (end.kind !== "failed" && end.kind !== "undecodable") return;
  const body = end.error instanceof ProtocolError ? end.error.body : null;
  const evidence = body === null ? null : await deps.keepRaw(body, signal);
  walk.holes.push({ ...holeFrom(end.error, span), evidence });
}

function addHole(walk: WindowWalk, span: Window, cause: HoleCause, detail: string): void {
  walk.holes.push(holeOf(span, cause, detail));
}

function holeOf(span: Window, cause: HoleCause, detail: string): Hole {
  return { ...span, cause, detail, requestId: null, evidence: null };
}
