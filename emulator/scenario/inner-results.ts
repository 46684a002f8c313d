/**
 * Results inside Operation, with a Code, Message and State of their own.
 *
 * Real replies hold such results beside the job's own Code, Message and State; a reader that takes the first it
 * meets is wrong about the job. Some stand in failed jobs and say Success, others in jobs that succeeded and say Failed.
 */

import type { EmulatedJob } from "../world.ts";
import type { Fate } from "./fates.ts";
import type { Random } from "./random.ts";

const done = { code: "Success", message: "success" };

/** As the job has it: XML, null where there is none, and what failed in it. */
type InnerResult = Pick<EmulatedJob, "operationXml" | "kind">;

export function innerResult(tag: string, { kind }: Fate, random: Random): InnerResult {
  if (kind === "hidden-failure") return tag === "ImageInspect" ? failedInspection(random) : failedWatermark();
  if (kind !== "success" && kind !== "failed") return { operationXml: null };
  if (tag === "ImageInspect") return { operationXml: inspection("Success", "Success", done, random) };
  return { operationXml: tag === "PicProcess" && random.below(20) === 0 ? watermark("Success", "") : null };
}

/** Either the inspection failed, or what was to be done about the image, which has no State of its own. */
function failedInspection(random: Random): InnerResult {
  if (random.below(2) === 0) {
    const operationXml = inspection("Failed", "InspectDecodeError", done, random);
    return { operationXml, kind: "hidden-failure/inspection" };
  }
  const followUp = { code: "BackupDenied", message: "无法备份 &amp; not moved" };
  return { operationXml: inspection("Success", "Success", followUp, random), kind: "hidden-failure/backup" };
}

function inspection(state: string, code: string, followUp: typeof done, random: Random): string {
  return (
    `<ImageInspectResult><Code>${code}</Code><Message>${code}</Message><State>${state}</State>` +
    `<PicSize>${1 + random.below(9_000_000)}</PicSize><PicType>jpeg</PicType><Suspicious>false</Suspicious>` +
    `<AutoProcessResult><Code>${followUp.code}</Code><Message>${followUp.message}</Message></AutoProcessResult>` +
    "</ImageInspectResult>"
  );
}

function failedWatermark(): InnerResult {
  const operationXml = watermark("Failed", "watermark capacity &lt; message length");
  return { operationXml, kind: "hidden-failure/watermark" };
}

function watermark(state: string, message: string): string {
  return (
    `<DigitalWatermark><Message>${message}</Message><State>${state}</State>` +
    "<Type>Text</Type><Version>V1</Version></DigitalWatermark>"
  );
}
