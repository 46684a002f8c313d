/**
 * Hearing of an abort: many listeners, a short while each, of one signal that lives long.
 *
 * A signal chains its own listeners to each other, and one that was removed still points at those that came behind it.
 * As soon as one has grown old, all that later ones hold stays in memory until everything is collected. A set chains
 * nothing.
 */

type Tell = () => void;

interface Listening {
  readonly all: Set<Tell>;
  readonly tellAll: Tell;
}

const listening = new WeakMap<AbortSignal, Listening>();

/** Calls `tell` once `signal`, which is not aborted yet, is; not after the function that it returns was called. */
export function onAbort(signal: AbortSignal, tell: Tell): () => void {
  const { all, tellAll } = listening.get(signal) ?? prepare(signal);
  if (all.size === 0) signal.addEventListener("abort", tellAll);
  all.add(tell);
  return () => {
    all.delete(tell);
    if (all.size === 0) signal.removeEventListener("abort", tellAll);
  };
}

function prepare(signal: AbortSignal): Listening {
  const all = new Set<Tell>();
  const tellAll = () => {
    for (const tell of all) tell();
  };
  listening.set(signal, { all, tellAll });
  return { all, tellAll };
}
