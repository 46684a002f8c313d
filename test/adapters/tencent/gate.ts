/** A promise that a test settles when it likes. */

export interface Gate<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}

export function createGate<T>(): Gate<T> {
  let resolve: Gate<T>["resolve"] = () => undefined;
  let reject: Gate<T>["reject"] = () => undefined;
  const promise = new Promise<T>((open, fail) => {
    resolve = open;
    reject = fail;
  });
  return { promise, resolve, reject };
}

/** Lets everything that is ready to run, run. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
