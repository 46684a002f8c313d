/**
 * A failure from standard input: a plain message, or one line of `show --json` or `decode`. What is secret in it is cut
 * before anything else.
 */

import * as z from "zod";
import { ConfigError } from "../lib/core/errors.ts";
import { kindOfJob } from "../lib/core/fingerprint/kind-of-job.ts";
import { redactText } from "../lib/core/redact.ts";
import { verdicts } from "../lib/core/verdict.ts";
import type { ExplainedJob } from "./explained-job.ts";

const ref = z.object({ object: z.string().nullable() }).nullable().default(null);
const text = z.string().nullable().default(null);

/** `decode` calls the id `id` and tells no verdict. */
const toldJob = z.union([z.object({ jobId: z.string() }), z.object({ id: z.string() })]).and(
  z.object({
    state: z.string().default(""),
    code: z.string(),
    message: z.string(),
    verdict: z.enum(verdicts).optional(),
    input: ref,
    output: ref,
    operation: z.object({ templateId: text, templateName: text, rule: text }).nullable().default(null),
    innerFailures: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).default([]),
  }),
);

/** `code` is that of a plain message. Throws `ConfigError` when nothing is told, or more than one job. */
export function readToldJob(input: string, code: string | undefined): ExplainedJob {
  const message = input.replace(/\r?\n$/, "");
  if (message.trim() === "") throw refusal("it is empty; hand over a message, or a job as one line of JSON");
  const jobs = message.split("\n").flatMap((line) => toldJobIn(line) ?? []);
  const [job] = jobs;
  if (job === undefined) {
    return { title: "A message", kind: { code: code ?? "", message: redactText(message) }, recorded: [] };
  }
  if (jobs.length > 1) throw refusal(`it tells of ${jobs.length} jobs; hand over one line`);
  if (code !== undefined) throw refusal("it is a job, which tells its own code; leave --code out");
  const hidden = job.state === "Success" && job.innerFailures.length > 0 ? "hidden-failure" : "failed";
  return { title: "A job", kind: kindOfJob(job, job.verdict ?? hidden), recorded: [] };
}

function refusal(why: string): ConfigError {
  return new ConfigError(`Cannot explain what stands on standard input: ${why}`);
}

function toldJobIn(line: string): z.output<typeof toldJob> | null {
  try {
    const redacted = (_name: string, value: unknown) => (typeof value === "string" ? redactText(value) : value);
    return toldJob.safeParse(JSON.parse(line, redacted)).data ?? null;
  } catch {
    return null;
  }
}
