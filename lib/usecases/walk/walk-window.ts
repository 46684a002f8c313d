/**
 * Walks one window of one scope: every job created in it goes to the sink once, in order of creation.
 *
 * What cannot be read is a hole, never silence. A window in which the service broke the order of creation is read
 * again in one chain, since neither a restart nor a cut by time can be trusted there.
 */

import { ProtocolError } from "../../core/errors.ts";
import { holeFrom } from "../../core/failure-cause.ts";
import type { HoleCause } from "../../core/hole.ts";
import type { Scope } from "../../core/scope.ts";
import { halve, secondMs, type Window } from "../../core/window.ts";
import { type ChainEnd, readChain } from "./chain.ts";
import { type Cuts, cutWhenDue } from "./cut-walk.ts";
import { openReach, type Reach } from "./reach.ts";
import { holeOf, resultOf, type WalkResult } from "./walk-result.ts";
import { giveJobs, type JobSink, startPiece, startWalk, type WalkDeps, type WindowWalk } from "./window-walk.ts";

export interface WalkRequest<Sink extends JobSink> {
  readonly scope: Scope;
  readonly window: Window;
  /** Called once for every attempt at the window, and for every piece of it; only the last attempt's sinks count. */
  openSink(): Sink;
  /** Without them the window is one piece. */
  readonly cuts?: Cuts<Sink>;
  /** Of the window; what others take of it while it is walked is not read here. */
  readonly reach?: Reach;
}

/**
 * The result is that of the last piece: what is left of the window behind the last cut. One that is not `ordered` is of
 * the whole window, `cuts.whole`, and takes the place of all its pieces.
 */
export async function walkWindow<Sink extends JobSink>(
  deps: WalkDeps,
  request: WalkRequest<Sink>,
  signal: AbortSignal,
): Promise<WalkResult<Sink>> {
  const { scope, window, cuts, reach = openReach(window) } = request;
  const walk = startWalk(scope, startPiece(window, request.openSink()), { ordered: true, reach });
  const cutting = cutWhenDue(walk, request);
  const end = await walkInOrder(deps, walk, signal);
  if (end.kind !== "broken-order" || reach.void) return finish(walk, cutting.sink(), end);
  cuts?.onDisorder?.();
  const sink = request.openSink();
  const wholeWindow = cuts?.whole ?? window;
  const order = { ordered: false, reach: openReach(wholeWindow) };
  const whole = startWalk(scope, startPiece(wholeWindow, sink), order);
  Object.assign(whole.piece.counts, cutting.spent());
  whole.answered = walk.answered;
  return finish(whole, sink, await walkInOneChain(deps, whole, signal));
}

async function finish<Sink extends JobSink>(walk: WindowWalk, sink: Sink, end: ChainEnd): Promise<WalkResult<Sink>> {
  await giveJobs(walk, walk.buffer.takeAll());
  const refusal = "error" in end && !walk.answered ? end.error : null;
  const window = { from: walk.piece.window.from, to: walk.reach.to };
  return resultOf({ ...walk, piece: { ...walk.piece, window } }, sink, refusal);
}

/** Reads the window's spans one after the other; a span that makes trouble is replaced by smaller ones. */
async function walkInOrder(deps: WalkDeps, walk: WindowWalk, signal: AbortSignal): Promise<ChainEnd> {
  const { reach } = walk;
  const pending: Window[] = [walk.piece.window];
  let restartedAt = Number.NEGATIVE_INFINITY;
  for (let next = pending.shift(); next !== undefined && next.from < reach.to; next = pending.shift()) {
    const span = { from: next.from, to: Math.min(next.to, reach.to) };
    await walk.settle(span.from);
    const end = await readChain(deps, walk, { span, size: deps.limits.pageSize }, signal);
    if (end.kind === "broken-order") return end;
    if (end.kind === "failed") return giveUp(deps, walk, end, signal);
    if (end.kind === "no-token" || end.kind === "taken") {
      walk.troubles = 0;
      continue;
    }
    const rest = { from: end.at, to: Math.min(span.to, reach.to) };
    if (rest.from >= rest.to) continue;
    if (end.kind === "undecodable") {
      pending.unshift(...(await cut(deps, walk, { rest, error: end.error }, signal)));
    } else {
      pending.unshift(...restart(walk, rest, { stuck: end.at <= restartedAt, detail: end.detail }));
      restartedAt = end.at;
    }
    if (walk.troubles > deps.limits.maxTroubles) return exhausted(deps, walk, { pending, end }, signal);
  }
  // Stryker disable next-line ObjectLiteral,StringLiteral: an end without trouble is as good as any.
  return { kind: "no-token" };
}

async function giveUp(
  deps: WalkDeps,
  walk: WindowWalk,
  end: ChainEnd & { readonly kind: "failed" },
  signal: AbortSignal,
): Promise<ChainEnd> {
  const rest = { from: end.at, to: walk.reach.to };
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
  const { to } = walk.reach;
  const [next] = pending;
  if (next !== undefined && next.from < to)
    await keepAsHole(deps, walk, { span: { from: next.from, to }, end }, signal);
  return end;
}

/** Reads on from the last second seen; a second that stopped the chain twice is a hole. */
function restart(
  walk: WindowWalk,
  rest: Window,
  { stuck, detail }: { readonly stuck: boolean; readonly detail: string },
): Window[] {
  walk.piece.counts.restarts += 1;
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
    walk.piece.counts.halvings += 1;
    return halves;
  }
  const end = deps.limits.pageSize === 1 ? undecodable(rest, error) : await readSingly(deps, walk, rest, signal);
  // Stryker disable next-line ConditionalExpression: only the types need to hear that not every end has a place.
  const isRead = "at" in end && end.at === rest.to;
  if (!isRead) await keepAsHole(deps, walk, { span: rest, end }, signal);
  return [];
}

function undecodable(rest: Window, error: ProtocolError): ChainEnd {
  return { kind: "undecodable", at: rest.from, error };
}

function readSingly(deps: WalkDeps, walk: WindowWalk, span: Window, signal: AbortSignal): Promise<ChainEnd> {
  return readChain(deps, walk, { span, size: 1 }, signal);
}

async function walkInOneChain(deps: WalkDeps, walk: WindowWalk, signal: AbortSignal): Promise<ChainEnd> {
  const end = await readChain(deps, walk, { span: walk.piece.window, size: deps.limits.pageSize }, signal);
  await keepAsHole(deps, walk, { span: walk.piece.window, end }, signal);
  return end;
}

/** A chain that came to its end leaves none. */
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
  walk.piece.holes.push({ ...holeFrom(end.error, span), evidence });
}

function addHole(walk: WindowWalk, span: Window, cause: HoleCause, detail: string): void {
  walk.piece.holes.push(holeOf(span, cause, detail));
}
