/** What a job was asked to do: a template of the account, or a processing rule of its own. */

import type { EmulatedJob } from "../world.ts";
import { type Random, stableHex } from "./random.ts";
import type { ScenarioFailure } from "./scenario.ts";

export type OperationFacts = Pick<EmulatedJob, "templateId" | "templateName" | "rule">;

const templates = ["thumbnail-200", "watermark-brand", "封面裁剪", "webp-lossy"] as const;

/** In the form that the vendor's page "Image Processing" gives. */
const rules = [
  "imageMogr2/rotate/90",
  "imageMogr2/thumbnail/!50p",
  "imageMogr2/format/webp/quality/80",
  "imageMogr2/crop/300x300/gravity/center",
  "watermark/2/text/5rWL6K-V/fill/I0ZGRkZGRg/fontsize/24",
] as const;

/** What a failure says of the jobs that it hits. */
type Asked = Partial<Pick<ScenarioFailure, "rule" | "template">>;

export interface Operations {
  of(tag: string, failure: Asked | null, random: Random): OperationFacts;
}

/** Template ids follow from seed and name. */
export function createOperations(seed: number): Operations {
  const known = new Map<string, OperationFacts>();
  function template(templateName: string): OperationFacts {
    const facts = known.get(templateName) ?? {
      templateId: `t${stableHex(seed, `template/${templateName}`, 32)}`,
      templateName,
      rule: null,
    };
    known.set(templateName, facts);
    return facts;
  }
  return { of: (tag, failure, random) => choose(tag, failure, random, template) };
}

function choose(
  tag: string,
  failure: Asked | null,
  random: Random,
  template: (name: string) => OperationFacts,
): OperationFacts {
  if (failure?.template != null) return template(failure.template);
  if (failure?.rule != null) return inline(failure.rule);
  if (tag === "PosterProduction") return template("poster-双11");
  if (tag === "ImageInspect") return inline(null);
  return random.below(2) === 0 ? template(random.pick(templates)) : inline(random.pick(rules));
}

function inline(rule: string | null): OperationFacts {
  return { templateId: null, templateName: null, rule };
}
