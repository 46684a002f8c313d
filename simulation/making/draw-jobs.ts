/** The jobs of a plan, and which of them hold secrets. */

import type { Random } from "../../emulator/scenario/random.ts";
import { pickWeighted } from "../../emulator/scenario/weighted.ts";
import type { EmulatedJob } from "../../emulator/world.ts";
import { between, byMagnitude, chance, serviceId } from "./draws.ts";
import { drawFate, type Fate } from "./fates.ts";
import { drawBurst, drawMoment, type MomentsWish } from "./moments.ts";
import { type PlantedSecret, plantSecret, type SecretPlace } from "./secrets.ts";

export interface JobsWish {
  readonly moments: MomentsWish;
  readonly runs: readonly number[];
  readonly still: boolean;
  readonly tags: readonly string[];
}

export interface DrawnJob {
  readonly job: EmulatedJob;
  readonly secrets: readonly string[];
}

export function drawJobs(random: Random, wish: JobsWish): readonly DrawnJob[] {
  return drawTimes(random, wish.moments).map((createdAt) => drawJob(random, createdAt, wish));
}

function drawTimes(random: Random, wish: MomentsWish): readonly number[] {
  const single = (most: number) => Array.from({ length: byMagnitude(random, most) }, () => drawMoment(random, wish));
  const kinds: readonly { readonly weight: number; readonly value: () => readonly number[] }[] = [
    { weight: 6, value: () => [] },
    { weight: 50, value: () => single(24) },
    { weight: 20, value: () => [...single(16), ...drawBurst(random, wish, between(random, 2, 20))] },
    { weight: 16, value: () => single(120) },
    { weight: 3, value: () => [...single(8), ...drawBurst(random, wish, between(random, 101, 350))] },
  ];
  return pickWeighted(random, kinds)();
}

function drawJob(random: Random, createdAt: number, wish: JobsWish): DrawnJob {
  const fate = drawFate(random, { createdAt, runs: wish.runs, still: wish.still });
  const planted = chance(random, 12) ? plant(random) : null;
  const tag = random.pick(wish.tags);
  const input = `in/${random.below(12)}.jpg`;
  const job: EmulatedJob = {
    jobId: serviceId(random, "c", 24),
    tag,
    createdAt,
    startedAt: fate.startedAt,
    endedAt: fate.endedAt,
    outcome: fate.outcome,
    ...resultOf(random, fate, planted),
    inputObject: planted?.where === "input" ? planted.text : input,
    outputObject: `out/${random.hex(6)}.webp`,
    ...drawOperation(random),
    userData: planted?.where === "userData" ? planted.text : random.pick(["", "batch 7", "客户=42"]),
    workflowId: chance(random, 10) ? serviceId(random, "w", 12) : null,
    inventoryTriggerJobId: null,
    operationXml: fate.hiddenFailure === true ? hiddenFailure : null,
    ...(fate.hiddenFailure === true ? { kind: "hidden-failure/watermark" } : {}),
    ...(fate.forgottenAt === undefined ? {} : { forgottenAt: fate.forgottenAt }),
  };
  return { job, secrets: planted?.secrets ?? [] };
}

const hiddenFailure =
  "<DigitalWatermark><Message>watermark capacity &lt; message length</Message><State>Failed</State><Type>Text</Type><Version>V1</Version></DigitalWatermark>";

const places: readonly SecretPlace[] = ["presigned", "presigned", "fragment", "user-info", "web-token", "callback"];

interface Planted extends PlantedSecret {
  readonly where: "input" | "message" | "userData";
}

function plant(random: Random): Planted {
  const where = random.pick(["input", "message", "userData"] as const);
  return { ...plantSecret(random.hex(8), random.pick(places)), where };
}

const failures = [
  ["InvalidImage", "the image cannot be decoded"],
  ["InvalidImage", "bad marker 0x%d at byte %d"],
  ["DownloadFailed", "cannot get https://example.com/pic/%d.jpg: <timeout> & gave up"],
  ["NoSuchKey", "in/%d.jpg 不存在"],
  ["", ""],
] as const;

/** As it ends; while it goes on the service tells neither. */
function resultOf(random: Random, fate: Fate, planted: Planted | null): Pick<EmulatedJob, "code" | "message"> {
  const [code, message] = fate.outcome === "Failed" ? random.pick(failures) : (["Success", ""] as const);
  const told = message.replaceAll("%d", () => String(random.below(1000)));
  return { code, message: planted?.where === "message" ? `${told} ${planted.text}` : told };
}

function drawOperation(random: Random): Pick<EmulatedJob, "templateId" | "templateName" | "rule"> {
  return random.pick([
    { templateId: "t1", templateName: "thumbnail", rule: null },
    { templateId: null, templateName: null, rule: "imageMogr2/thumbnail/300x" },
    { templateId: null, templateName: null, rule: "imageMogr2/rotate/90" },
  ]);
}
