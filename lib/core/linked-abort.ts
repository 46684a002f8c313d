/** Aborting along with somebody else's signal; `AbortSignal.any` is younger than Node 18.15. */

/** A controller that is also aborted when `signal` is, for the same reason. */
export function linkedAbort(signal: AbortSignal): AbortController {
  const own = new AbortController();
  if (signal.aborted) own.abort(signal.reason);
  // Unlinked once it is aborted, by whomever.
  else signal.addEventListener("abort", () => own.abort(signal.reason), { signal: own.signal });
  return own;
}
