/**
 * Hearing of an abort: many listeners, a short while each, of one signal that lives long.
 *
 * A signal chains its own listeners to each other, and one that was removed still points at those that came behind it.
 * As soon as one has grown old, all that later ones hold stays in memory until everything is collected. A set chains
 * nothing.
 */

type Tell = () => void;

const listening = new WeakMap<AbortSignal, Set<Tell>>();

/** Calls `tell` once `signal`, which is not aborted yet, is; not after the function that it returns was called. */
export function onAbort(signal: AbortSignal, tell: Tell): () => void {
  const all = listening.get(signal) ?? listen(signal);
  all.add(tell);
  return () => void all.delete(tell);
}

function listen(signal: AbortSignal): Set<Tell> {
  const all = new Set<Tell>();
  listening.set(signal, all);
  signal.addEventListener("abort", () => {
    for (const tell of all) tell();
  });
  return all;
}
