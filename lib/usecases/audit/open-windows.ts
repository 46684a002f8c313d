/**
 * Windows that are being read, and by how many: the last who leaves one closes it.
 *
 * A part that turns out to hold one page or less was taken in vain, and cost a page that need not have been asked for:
 * behind a burst, say. Such parts, with those of which nothing is known yet, are kept to a share of all pages.
 */

import { jobsLeft, type Reach } from "../walk/reach.ts";
import type { SharedWindow } from "./shared-window.ts";
import type { Task } from "./walk-tasks.ts";
import type { Work } from "./work-pool.ts";

export interface OpenWindow {
  readonly task: Task;
  readonly shared: SharedWindow;
  /** By the journal's clock. */
  readonly begunAt: number;
}

export interface OpenWindows {
  /** Reads what is left of a window, until nobody reads in it any more or another goes on. */
  read(window: OpenWindow, signal: AbortSignal): Promise<void>;
  /**
   * Takes half of what is left of the fullest, and says how to read it; null where nothing is worth taking. From then on
   * the window stays open until that has been read.
   */
  takePart(mayTake: (window: OpenWindow) => boolean): Work | null;
  /** Told after each page. */
  countPage(): void;
}

/** Of all pages, which may be asked for in vain. A choice. */
const vainShare = 0.05;

export interface OpenWindowsOptions {
  /** How many jobs must be left, at the least, for half of them to be worth taking. */
  readonly least: number;
  /** How many parts may be taken in vain before that is more than their share. */
  readonly spare: number;
  /** Called once for each window, when nobody reads in it any more. */
  close(window: OpenWindow, signal: AbortSignal): Promise<void>;
}

export function createOpenWindows({ least, spare, close }: OpenWindowsOptions): OpenWindows {
  const readers = new Map<OpenWindow, number>();
  const unproven = new Set<Reach>();
  let [pages, vain] = [0, 0];
  const mayRisk = () => {
    for (const reach of unproven) if (reach.pages > 0) unproven.delete(reach);
    return vain + unproven.size < spare + pages * vainShare;
  };
  const enter = (window: OpenWindow) => void readers.set(window, (readers.get(window) ?? 0) + 1);

  async function leave(window: OpenWindow, signal: AbortSignal): Promise<void> {
    const others = (readers.get(window) ?? 1) - 1;
    if (others > 0) return void readers.set(window, others);
    readers.delete(window);
    await close(window, signal);
  }

  return {
    async read(window, signal) {
      enter(window);
      await window.shared.readRest();
      await leave(window, signal);
    },
    takePart(mayTake) {
      if (!mayRisk()) return null;
      const found = fullest([...readers.keys()], { least, mayTake });
      const part = found?.window.shared.take(found.reach) ?? null;
      if (found === null || part === null) return null;
      const { window } = found;
      enter(window);
      unproven.add(part.reach);
      return async (signal) => {
        await part.read();
        unproven.delete(part.reach);
        if (part.reach.pages === 0) vain += 1;
        await leave(window, signal);
      };
    },
    countPage() {
      pages += 1;
    },
  };
}

function fullest(
  windows: readonly OpenWindow[],
  { least, mayTake }: { readonly least: number; mayTake(window: OpenWindow): boolean },
): { readonly window: OpenWindow; readonly reach: Reach } | null {
  const reaches = windows.flatMap((window) => {
    const { reaches: all } = window.shared;
    return all.size === 0 || !mayTake(window) ? [] : [...all].map((reach) => ({ window, reach }));
  });
  let most: { readonly window: OpenWindow; readonly reach: Reach; readonly left: number } | null = null;
  for (const each of reaches) {
    const left = jobsLeft(each.reach);
    if (left >= (most?.left ?? least)) most = { ...each, left };
  }
  return most;
}
