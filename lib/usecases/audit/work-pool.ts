/** Work under one bound of concurrency: whenever a worker is idle and told that there may be something to do, it asks. */

import pMap from "p-map";
import { linkedAbort } from "../../core/linked-abort.ts";

export type Work = (signal: AbortSignal) => Promise<void>;

export interface WorkPool {
  /** To be called when there may be work that was not there before. */
  wake(): void;
  /**
   * Settles when nothing is under way and there is no more work. When some of it throws, the rest is stopped, so that
   * nothing goes on behind a failure.
   */
  run(): Promise<void>;
}

export interface WorkPoolOptions {
  readonly concurrency: number;
  /** What an idle worker is to do; null when there is nothing now. */
  next(): Work | null;
}

export function createWorkPool({ concurrency, next }: WorkPoolOptions, signal: AbortSignal): WorkPool {
  let running = 0;
  let wake = () => {};

  async function* allWork(): AsyncGenerator<Work> {
    for (;;) {
      const work = next();
      if (work !== null) {
        running += 1;
        yield work;
      } else if (running > 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      } else {
        return;
      }
    }
  }

  return {
    wake: () => wake(),
    async run() {
      const stop = linkedAbort(signal);
      const perform = async (work: Work) => {
        await work(stop.signal);
        running -= 1;
        wake();
      };
      try {
        await pMap(allWork(), perform, { concurrency, signal: stop.signal });
      } catch (error) {
        stop.abort(error);
        throw error;
      } finally {
        // Of a run of many nights each would listen on.
        stop.abort();
      }
    },
  };
}
