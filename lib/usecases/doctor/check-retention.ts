/** How long jobs can be counted on to be listed, as the newest probe measured it, against what the settings rely on. */

import { daysText } from "../../core/days-text.ts";
import { retainedFor } from "../../core/probe-measured.ts";
import { warningsOf } from "../../core/probe-warnings.ts";
import { readNewestProbe, type StoredProbe } from "../probe/store-probe.ts";
import { ask, judge } from "./reply.ts";
import { type Look, ok, type Step, warning } from "./step.ts";
import { reportStep } from "./step-names.ts";
import type { Visit } from "./visit.ts";

export function checkRetention(visit: Visit): readonly Step[] {
  const { deps, request } = visit;
  return [
    {
      name: "retention",
      needs: [reportStep],
      look: async (signal) => {
        const reply = await ask(readNewestProbe(deps.store, request.family.name, signal), signal);
        return judge(reply, { action: "cos:GetObject", needed: true }, (stored) => judgeProbe(stored, visit));
      },
    },
  ];
}

const probe = "run `job-audit probe`: it measures, reading only";

function judgeProbe(stored: StoredProbe | null, { request, deps }: Visit): Look {
  const { ms, by } = retainedFor(stored?.probe?.answers.retention.value ?? null, request.assumedRetentionMs);
  const relied = `jobs are counted on to be listed for ${daysText(ms)} (${by})`;
  if (stored === null) return warning(`nothing was measured yet; ${relied}`, probe);
  const given = { ...request };
  const warnings = warningsOf({ stored, given, missed: [], now: deps.clock.now(), version: request.version });
  if (warnings.length > 0)
    return warning(warnings.map(({ text }) => text).join("; "), `correct the settings, or ${probe}`);
  if (ms >= request.catchUpMs) return ok(relied);
  const seen = `${relied}, and catchUp goes ${daysText(request.catchUpMs)} back: older missed nights may have holes`;
  return warning(seen, `catch up sooner; or ${probe}`);
}
