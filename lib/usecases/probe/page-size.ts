/** How many jobs one page holds: what was asked for, what came, and whether there was more. */

import type { Inquiry } from "./inquiry.ts";
import { documentedSize, type Sample, spanAround, spanOf } from "./sample.ts";
import { isRefused, statusWords, type Told, whyNot } from "./told.ts";

const sizes = [documentedSize, 200, 500, 1000];

export async function askPageSize(inquiry: Inquiry, { scope, jobs, more }: Sample): Promise<Told<"pageSize">> {
  if (!more) return { unknown: "too few jobs: the scope with most of them fits one page" };
  const { to } = spanAround({ scope, jobs, more });
  let largest = 0;
  for (const size of sizes) {
    const question = { ...spanOf(scope, 0, 0), to, order: "Desc", size } as const;
    const reply = await inquiry.list(`${size} jobs in one page`, question);
    if (isRefused(reply)) return told({ largest, refusedAt: size, cappedAt: null }, statusWords(reply));
    if (reply.outcome !== "answered") return largest === 0 ? whyNot(reply) : told(upTo(largest), "no answer beyond");
    largest = Math.max(largest, reply.jobs.length);
    if (reply.nextToken === null) return told(upTo(largest), "too few jobs to tell of more");
    if (reply.jobs.length < size) return told({ largest, refusedAt: null, cappedAt: largest }, "");
  }
  return told(upTo(largest), "no more was asked for");
}

function upTo(largest: number) {
  return { largest, refusedAt: null, cappedAt: null };
}

type Value = { readonly largest: number; readonly refusedAt: number | null; readonly cappedAt: number | null };

function told(value: Value, remark: string): Told<"pageSize"> {
  const { largest, refusedAt, cappedAt } = value;
  if (cappedAt !== null) return { value, answer: `${cappedAt}, whatever is asked for` };
  return { value, answer: `${largest}; ${refusedAt === null ? remark : `${refusedAt} refused (${remark})`}` };
}
