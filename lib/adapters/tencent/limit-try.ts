/** Ends the wait for one try when its time is up or its signal is aborted, whatever the socket does. */

export interface TryLimits {
  readonly timeoutMs: number;
  /** Its reason is what the try then rejects with. */
  readonly signal: AbortSignal;
}

export function limitTry<T>(work: Promise<T>, { timeoutMs, signal }: TryLimits): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail(new Error(`no whole answer within ${timeoutMs} ms`)), timeoutMs);
    const giveUp = () => fail(signal.reason);
    signal.addEventListener("abort", giveUp);

    function end(): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", giveUp);
    }

    function fail(reason: unknown): void {
      end();
      reject(reason);
    }

    work.then((value) => {
      end();
      resolve(value);
    }, fail);
  });
}
