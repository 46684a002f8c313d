/** Nights whose jobs need longer than is configured, audited by what was learned. */

import { type ThresholdRow, thresholdSchema } from "../../../lib/core/schema/threshold.ts";
import type { AuditResult } from "../../../lib/usecases/audit/audit-night.ts";
import type { AuditRequest, LearningRequest } from "../../../lib/usecases/audit/audit-request.ts";
import type { FakeCiOptions } from "../../fakes/fake-ci.ts";
import type { MemoryStore } from "../../fakes/memory-store.ts";
import { auditAt, cloudAt, type History, hourMs, settled } from "../audit/histories.ts";
import { rowsOf } from "../audit/stored.ts";

export const learning: LearningRequest = {
  ...{ quantile: 0.9, factor: 2, floorMs: hourMs / 2, minJobs: 10, nights: 7 },
  setFor: () => ({}),
};

/** Eight jobs of a night that wait half an hour and run as long. */
export function quick(night: number, count = 8): readonly History[] {
  const created = 24 * (night - 1) + 1;
  return Array.from({ length: count }, (_, index) => ({
    id: `quick${night}-${index}`,
    ...{ created, started: created + 0.5, ended: created + 1 },
  }));
}

/** Two of the evening that wait ten hours and run for one. */
export function late(night: number): readonly History[] {
  const created = 24 * (night - 1) + 20;
  const times = { created, started: created + 10, ended: created + 11 };
  return ["a", "b"].map((name) => ({ id: `late${night}-${name}`, ...times }));
}

export interface LearningNight {
  readonly night: number;
  readonly histories: readonly History[];
  readonly options?: FakeCiOptions;
  readonly change?: Partial<AuditRequest>;
}

export function auditLearning(store: MemoryStore, { night, histories, options = {}, change = {} }: LearningNight) {
  return auditAt(store, { night }, cloudAt(settled(night), histories, options), { learning, ...change });
}

export function thresholdsIn(store: MemoryStore, result: AuditResult): readonly ThresholdRow[] {
  return rowsOf(store, result, "thresholds").map((row) => thresholdSchema.parse(row));
}

/** Of the scope that the histories are in. */
export function thresholdIn(store: MemoryStore, result: AuditResult, phase: "wait" | "run"): ThresholdRow {
  const [row] = thresholdsIn(store, result).filter((each) => each.tag === "PicProcess" && each.phase === phase);
  if (row === undefined) throw new Error(`there is no threshold of the ${phase}`);
  return row;
}
