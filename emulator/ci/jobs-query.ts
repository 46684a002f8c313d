/** The parameters of a job list, checked. queueId and tag are required; all else has a usual value. */

import { CiRefusal } from "../service-errors.ts";
import type { CiCall } from "./call.ts";
import { integer, list, optionalText, requiredText, time } from "./parameters.ts";

export interface JobsQuery {
  readonly queueId: string;
  readonly tag: string;
  readonly workflowId: string | null;
  readonly inventoryTriggerJobId: string | null;
  readonly inputObject: string | null;
  readonly order: "Asc" | "Desc";
  readonly size: number;
  /** Null: all. */
  readonly states: ReadonlySet<string> | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly token: string | null;
}

const knownStates: ReadonlySet<string> = new Set(["Submitted", "Running", "Success", "Failed", "Pause", "Cancel"]);

export function readJobsQuery({ query, behaviour }: Pick<CiCall, "query" | "behaviour">): JobsQuery {
  const { tags, times } = behaviour;
  return {
    queueId: requiredText(query, "queueId"),
    tag: readTag(query, tags),
    workflowId: optionalText(query, "workflowId"),
    inventoryTriggerJobId: optionalText(query, "inventoryTriggerJobId"),
    inputObject: optionalText(query, "inputObject"),
    order: readOrder(query),
    size: readSize(query, behaviour),
    states: readStates(query),
    from: time(query, "startCreationTime", times),
    to: time(query, "endCreationTime", times),
    token: optionalText(query, "nextToken"),
  };
}

/** All that makes one chain of pages: a token belongs to it. The size may change on the way. */
export function chainText(query: JobsQuery): string {
  const { token, size, states, ...rest } = query;
  return JSON.stringify([rest, states && [...states]]);
}

function readSize(query: CiCall["query"], { maxSize, oversize }: CiCall["behaviour"]): number {
  if (oversize === "refused") return integer(query, "size", { usual: 10, max: maxSize });
  return Math.min(maxSize, integer(query, "size", { usual: 10, max: Number.MAX_SAFE_INTEGER }));
}

function readTag(query: CiCall["query"], tags: readonly string[]): string {
  const tag = requiredText(query, "tag");
  if (!tags.includes(tag)) throw new CiRefusal("InvalidArgument", `tag ${tag} is not known`);
  return tag;
}

/** Pages print both `Desc` and `desc`. */
function readOrder(query: CiCall["query"]): "Asc" | "Desc" {
  const order = optionalText(query, "orderByTime")?.toLowerCase() ?? "desc";
  if (order === "asc") return "Asc";
  if (order === "desc") return "Desc";
  throw new CiRefusal("InvalidArgument", "orderByTime must be Desc or Asc");
}

function readStates(query: CiCall["query"]): ReadonlySet<string> | null {
  const states = list(query, "states");
  if (states === null || states.includes("All")) return null;
  const unknown = states.find((state) => !knownStates.has(state));
  if (unknown !== undefined) throw new CiRefusal("InvalidArgument", `states: ${unknown} is not known`);
  return new Set(states);
}
