/** Jobs in full: the history that their fate gives them, with ids, object keys, operations and messages. */

import type { EmulatedJob } from "../world.ts";
import type { Arrival } from "./arrivals.ts";
import type { Fate } from "./fates.ts";
import { historyOf } from "./histories.ts";
import { innerResult } from "./inner-results.ts";
import type { NightPlan } from "./night-plan.ts";
import { inputKey, outputKey } from "./object-keys.ts";
import { createOperations, type OperationFacts } from "./operations.ts";
import { fillByChance, fillPlaceholders, type TextFacts } from "./placeholders.ts";
import { type Random, stableHex } from "./random.ts";
import type { ScenarioFailure } from "./scenario.ts";

type Files = Pick<EmulatedJob, "inputObject" | "outputObject">;
type Origin = Pick<EmulatedJob, "userData" | "workflowId" | "inventoryTriggerJobId">;
type Answer = Pick<EmulatedJob, "code" | "message" | "kind">;
type Failing = Pick<ScenarioFailure, "code" | "messages"> &
  Partial<Pick<ScenarioFailure, "rule" | "template" | "input">>;

/** Each call draws further from one stream of chance: the order of calls is part of the result. */
export function createJobFactory({ chance, seed, ownKeys }: NightPlan): (arrival: Arrival, fate: Fate) => EmulatedJob {
  const random = chance("jobs");
  const operations = createOperations(seed);
  return (arrival, fate) => {
    const failure = failureOf(fate);
    const files = filesOf(arrival.tag, { ownKeys, input: failure?.input ?? null }, random);
    const operation = operations.of(arrival.tag, failure, random);
    return {
      jobId: `c${random.hex(32)}`,
      tag: arrival.tag,
      ...historyOf(arrival, fate, random),
      ...answerOf(failure, textFacts(arrival, files, operation), random),
      ...files,
      ...operation,
      ...originOf(seed, random),
      ...innerResult(arrival.tag, fate, random),
    };
  };
}

function failureOf(fate: Fate): Failing | null {
  if (fate.kind === "late") return fate.late.failure;
  return fate.kind === "failed" ? fate.failure : null;
}

interface InputChoice {
  readonly ownKeys: boolean;
  /** Null: any. */
  readonly input: string | null;
}

/** Posters are made of a template and texts, inspections make no object. */
function filesOf(tag: string, { ownKeys, input }: InputChoice, random: Random): Files {
  const key = () => (input === null ? inputKey(random, ownKeys) : fillByChance(input, random));
  return {
    inputObject: tag === "PosterProduction" ? "" : key(),
    outputObject: tag === "ImageInspect" ? "" : outputKey(random),
  };
}

/** Code is `Success` in every job that has not failed, as in the vendor's samples. */
function answerOf(failure: Failing | null, facts: TextFacts, random: Random): Answer {
  if (failure === null) return { code: "Success", message: "" };
  const { code, messages } = failure;
  const message = random.pick(messages);
  return { code, message: fillPlaceholders(message, facts, random), kind: `${code}: ${message}` };
}

/** A job without the one object is told of by the other. */
function textFacts({ queue, createdAt }: Arrival, files: Files, operation: OperationFacts): TextFacts {
  return {
    input: files.inputObject || files.outputObject,
    output: files.outputObject || files.inputObject,
    bucket: queue.bucket.name,
    region: queue.bucket.region,
    operation: operation.templateId ?? operation.rule ?? "",
    createdAt,
  };
}

function originOf(seed: number, random: Random): Origin {
  const kind = random.below(20);
  return {
    userData: kind < 12 ? "" : `tenant=${random.below(40)}&batch=<${random.hex(8)}>`,
    workflowId: kind < 2 ? `w${stableHex(seed, `workflow/${random.below(3)}`, 32)}` : null,
    inventoryTriggerJobId: kind === 2 ? `b${stableHex(seed, `inventory/${random.below(2)}`, 32)}` : null,
  };
}
