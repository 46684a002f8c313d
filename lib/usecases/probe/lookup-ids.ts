/**
 * How many ids one look-up takes, and how it tells of an id that does not exist.
 *
 * The vendor's page on one image job shows one id, the one on jobs of every family takes up to ten.
 */

import type { Job } from "../../core/job.ts";
import type { ValueOf } from "../../core/schema/probe.ts";
import type { Answered } from "../../ports/service-probe.ts";
import type { Inquiry } from "./inquiry.ts";
import type { Sample } from "./sample.ts";
import { isRefused, statusWords, type Told, whyNot } from "./told.ts";

type Value = ValueOf<"lookupIds">;

const counts = [1, 2, 10, 11, 20];

export async function askLookupIds(inquiry: Inquiry, { scope, jobs }: Sample): Promise<Told<"lookupIds">> {
  const ids = [...new Set(jobs.map(({ id }) => id))];
  let value: Value = { answered: 0, refusedAt: null, partialAt: null, unknownIds: null };
  let remark = "too few jobs to ask for more";
  for (const count of counts.filter((each) => each <= ids.length)) {
    const asked = ids.slice(0, count);
    const reply = await inquiry.lookUp(`${count} jobs by their ids`, { place: scope, ids: asked });
    if (isRefused(reply)) {
      value = { ...value, refusedAt: count };
      remark = `${count} refused (${statusWords(reply)})`;
      break;
    }
    if (reply.outcome !== "answered") return whyNot(reply);
    if (!answersAll(reply, asked)) {
      value = { ...value, partialAt: count };
      remark = `of ${count} ids ${reply.jobs.length} were answered`;
      break;
    }
    value = { ...value, answered: count };
    if (count === counts.at(-1)) remark = "no more were asked for";
  }
  if (value.answered === 0) return { unknown: `a look-up of one listed job: ${remark}` };
  value = { ...value, unknownIds: await askUnknown(inquiry, { scope, ids, answered: value.answered }) };
  return { value, answer: `${value.answered}; ${remark}${unknownWords(value)}` };
}

function answersAll({ jobs }: Answered, ids: readonly string[]): boolean {
  const seen = new Set(jobs.map(({ id }: Job) => id));
  return ids.every((id) => seen.has(id));
}

interface Known {
  readonly scope: Sample["scope"];
  readonly ids: readonly string[];
  readonly answered: number;
}

/** An id of the form of the known ones, alone and beside one of them where several are taken. */
async function askUnknown(inquiry: Inquiry, { scope, ids, answered }: Known): Promise<Value["unknownIds"]> {
  const [known = ""] = ids;
  const invented = `${known.slice(0, 1)}${"0".repeat(known.length - 1)}`;
  if (ids.includes(invented)) return null;
  const asked = answered > 1 ? [known, invented] : [invented];
  const reply = await inquiry.lookUp(`${asked.length > 1 ? "a job and " : ""}an id that is none`, {
    place: scope,
    ids: asked,
  });
  if (isRefused(reply)) return "refused";
  if (reply.outcome !== "answered" || reply.jobs.length !== asked.length - 1) return null;
  return reply.unknown.includes(invented) ? "named" : "silent";
}

function unknownWords({ unknownIds }: Value): string {
  if (unknownIds === null) return "";
  const words = { named: "named in the answer", silent: "left out of the answer", refused: "an error" };
  return `; an unknown id is ${words[unknownIds]}`;
}
