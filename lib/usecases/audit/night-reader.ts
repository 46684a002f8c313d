/** Reads committed nights around one, each once. A damaged one is told of, and stands in no other night's way. */

import { StoreError } from "../../core/errors.ts";
import type { FamilyName } from "../../core/family.ts";
import { compareText } from "../../core/order.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { problemIn } from "../report/problem-in.ts";
import { type CommittedNight, readCommittedNight } from "../report/read-commit.ts";

export interface NightReader {
  /** Null when the night is not committed, or damaged. */
  read(date: string): Promise<CommittedNight | null>;
  /** Those that were come upon so far, in the order of nights. */
  damaged(): readonly DamagedNight[];
}

export interface DamagedNight {
  readonly night: string;
  /** Which file it is, by its key, and what is wrong with it. */
  readonly problem: string;
}

export function createNightReader(store: ReportStore, family: FamilyName, signal: AbortSignal): NightReader {
  const nights = new Map<string, Promise<CommittedNight | null>>();
  const damaged: DamagedNight[] = [];
  const readSound = async (date: string) => {
    try {
      return await readCommittedNight(store, { family, date }, signal);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      damaged.push({ night: date, problem: problemIn(store, error) });
      return null;
    }
  };
  return {
    read(date) {
      const night = nights.get(date) ?? readSound(date);
      nights.set(date, night);
      return night;
    },
    damaged: () => [...damaged].sort((a, b) => compareText(a.night, b.night)),
  };
}
