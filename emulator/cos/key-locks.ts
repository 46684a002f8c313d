/** One task at a time for each key, in the order of asking; tasks of different keys run side by side. */

export type KeyLocks = <T>(key: string, task: () => Promise<T>) => Promise<T>;

export function createKeyLocks(): KeyLocks {
  const tails = new Map<string, Promise<unknown>>();
  return (key, task) => {
    const result = (tails.get(key) ?? Promise.resolve()).then(task);
    const tail = result.then(ignore, ignore).then(() => {
      if (tails.get(key) === tail) tails.delete(key);
    });
    tails.set(key, tail);
    return result;
  };
}

function ignore(): void {}
