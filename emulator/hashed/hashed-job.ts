/** One job in full, from its place alone: what it works on, what becomes of it, when. */

import type { EmulatedJob } from "../world.ts";
import { type Draws, drawsAt } from "./mix.ts";

/** How many jobs of a million end so; the others succeed. */
export interface HashedShares {
  readonly failed: number;
  /** Wait for ever. */
  readonly queued: number;
  /** Run for ever. */
  readonly running: number;
}

export interface HashedPlace {
  readonly seed: number;
  readonly jobId: string;
  readonly tag: string;
  readonly createdAt: number;
  readonly index: number;
  readonly shares: HashedShares;
}

type Fate = "Failed" | "Submitted" | "Running" | "Success";

/** It costs no more than the first draw. */
export function fateAt(seed: number, index: number, shares: HashedShares): Fate {
  return fateOf(drawsAt(seed, index), shares);
}

function fateOf(draws: Draws, { failed, queued, running }: HashedShares): Fate {
  const drawn = draws.below(1_000_000);
  if (drawn < failed) return "Failed";
  if (drawn < failed + queued) return "Submitted";
  return drawn < failed + queued + running ? "Running" : "Success";
}

export function hashedJob({ seed, jobId, tag, createdAt, index, shares }: HashedPlace): EmulatedJob {
  const draws = drawsAt(seed, index);
  const fate = fateOf(draws, shares);
  const startedAt = createdAt + 1000 * draws.below(90);
  const endedAt = startedAt + 1000 * (1 + draws.below(60));
  const inputObject = inputAt(draws);
  const failure = failures[draws.below(failures.length)] ?? failures[0];
  return {
    jobId,
    tag,
    createdAt,
    startedAt: fate === "Submitted" ? null : startedAt,
    endedAt: fate === "Submitted" || fate === "Running" ? null : endedAt,
    outcome: fate === "Submitted" ? "Success" : fate,
    ...(fate === "Failed" ? failure(inputObject, draws) : { code: "Success", message: "" }),
    inputObject,
    outputObject: `output/${draws.hex(16)}.webp`,
    ...operationAt(draws),
    userData: draws.below(5) < 3 ? "" : `tenant=${draws.below(40)};batch=${draws.hex(8)}`,
    workflowId: null,
    inventoryTriggerJobId: null,
    operationXml: null,
  };
}

/** A tenth is named in Chinese. */
function inputAt(draws: Draws): string {
  const isChinese = draws.below(10) === 0;
  const name = draws.hex(16);
  return isChinese
    ? `相册/第${draws.below(300)}页/照片_${name}.jpg`
    : `upload/2026/user${draws.below(99_999)}/${name}.jpg`;
}

type Failure = (input: string, draws: Draws) => Pick<EmulatedJob, "code" | "message">;

/** No page of the vendor lists the codes of failed jobs: these are made up. */
const failures: readonly [Failure, ...Failure[]] = [
  (input) => ({ code: "ResourceDownloadFailed", message: `Download of source object ${input} failed: status 404` }),
  (input) => ({ code: "UnsupportedFormat", message: `不支持的图片格式：${input}` }),
  (_, draws) => ({ code: "ProcessTimeout", message: `Processing timed out after ${300 + draws.below(600)} s` }),
  (_, draws) => ({ code: "CorruptedImage", message: `Truncated image data at byte ${draws.below(9_000_000)}` }),
];

const rules = [
  "imageMogr2/rotate/90",
  "imageMogr2/thumbnail/!50p",
  "imageMogr2/format/webp/quality/80",
  "imageMogr2/crop/300x300/gravity/center",
] as const;

function operationAt(draws: Draws): Pick<EmulatedJob, "templateId" | "templateName" | "rule"> {
  const kind = draws.below(8);
  const rule = rules[kind];
  if (rule !== undefined) return { templateId: null, templateName: null, rule };
  return { templateId: `t${String(kind).repeat(32)}`, templateName: `thumbnail-${kind}`, rule: null };
}
