/** A probe of an emulated service, through the real adapters; no wait takes any time. */

import type { EmulatorOptions } from "../../../emulator/options.ts";
import { readSettings } from "../../../lib/config/settings.ts";
import type { ProbeAnswers, QuestionName } from "../../../lib/core/schema/probe.ts";
import { auditRequestOf } from "../../../lib/runtime/audit-request.ts";
import { compose } from "../../../lib/runtime/compose.ts";
import type { ProbeProgress } from "../../../lib/usecases/probe/questions.ts";
import { type ProbeRun, runProbe } from "../../../lib/usecases/probe/run-probe.ts";
import { createQuickClock } from "../../cli/quick-clock.ts";
import { openEmulator } from "../../emulator/open-emulator.ts";
import { credential, makeJobs, noon, worldOf } from "../../emulator/small-world.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";

export interface ProbedCloud {
  readonly store: MemoryStore;
  /** Paths with queries, as the service saw them. */
  readonly requests: string[];
  readonly progress: ProbeProgress[];
  run(wish?: { readonly tokenMinutes?: number; readonly rateCap?: number | null }): Promise<ProbeRun>;
}

/** Jobs `c0` … `c249`, one a second from the start of the day; it is noon. */
const usualWorld = worldOf(makeJobs(250));

export async function openProbedCloud(options: Partial<EmulatorOptions> = {}): Promise<ProbedCloud> {
  const clock = createQuickClock(noon);
  const requests: string[] = [];
  const progress: ProbeProgress[] = [];
  const emulator = await openEmulator({
    world: usualWorld,
    tags: ["PicProcess"],
    now: clock.now,
    observe: ({ method, path, query }) => void requests.push(`${method} ${path} ${[...query].join(" ")}`),
    ...options,
  });
  const text = `regions: [ap-chongqing]\nendpoints: { ci: "${emulator.url}" }\nreport: { store: directory, path: x }\n`;
  const settings = readSettings(text, "a test");
  const app = compose(settings, { clock, random: () => 0, credentials: () => ({ ...credential, sessionToken: null }) });
  const store = memoryStore();
  const producer = { name: "job-audit", version: "0.2.0" };
  return {
    store,
    requests,
    progress,
    run: (wish = {}) =>
      runProbe(
        { ...app, store, producer, onProgress: (step) => void progress.push(step) },
        { audit: auditRequestOf(settings, "pic", "2024-01-01"), tokenMinutes: 1, rateCap: null, ...wish },
        new AbortController().signal,
      ),
  };
}

/** What a probe of a service that behaves so tells of one question. */
export async function probed<Name extends QuestionName>(
  question: Name,
  options: Partial<EmulatorOptions> = {},
): Promise<ProbeAnswers[Name]> {
  const cloud = await openProbedCloud(options);
  const { probe } = await cloud.run({ tokenMinutes: question === "tokenLife" ? 1 : 0 });
  return probe.answers[question];
}
