/**
 * An emulated cloud with two nights of 400 jobs, each audited in its own morning: in the second a queue is paused, a
 * failure is new, one is gone, and jobs that hung in the first have changed.
 */

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { startEmulatedCloud } from "../../cli/emulated-cloud.ts";
import { emulatedSettings } from "../../cli/emulated-settings.ts";
import type { Io } from "../../cli/io.ts";
import { buildSeries } from "../../emulator/scenario/build-series.ts";
import { nightTimes } from "../../emulator/scenario/night-times.ts";
import { createSeries } from "../../emulator/scenario/read-series.ts";
import type { SeriesInput } from "../../emulator/scenario/series.ts";
import type { Emulator } from "../../emulator/server.ts";
import { createQuickClock } from "./quick-clock.ts";
import { type Said, say, temporaryFolder } from "./small-cloud.ts";

export interface SmallNights {
  readonly emulator: Emulator;
  readonly config: string;
  readonly folder: string;
  /** Runs `job-audit` in the morning after a night, in the last one's if none is named. */
  say(args: readonly string[], parts?: Partial<Io> & { readonly after?: "2026-11-19" | "2026-11-20" }): Promise<Said>;
}

const timedOut = { code: "ProcessTimeout", messages: ["Processing timed out after 36000 s"] };

const twoNights: SeriesInput = {
  jobs: 400,
  outside: { before: 5, after: 5 },
  reportBucket: { name: "audit-1250000000", region: "ap-chongqing" },
  buckets: [
    {
      name: "photos-1250000000",
      region: "ap-chongqing",
      queues: [
        { id: "p0123456789abcdef0123456789abcdef", name: "thumbnails" },
        { id: "pfedcba9876543210fedcba9876543210", name: "archive" },
      ],
    },
  ],
  tags: { PicProcess: 1 },
  failures: [{ code: "UnsupportedFormat", messages: ["不支持的图片格式"], share: 0.02, queues: ["thumbnails"] }],
  nights: [
    {
      night: "2026-11-19",
      alsoFailing: [{ code: "CorruptedImage", messages: ["truncated"], share: 0.01, queues: ["thumbnails"] }],
      late: [
        { queues: ["thumbnails"], share: 0.01, hangs: "running", becomes: "Failed", at: "09:00", failure: timedOut },
        { queues: ["thumbnails"], share: 0.005, hangs: "running", becomes: "Success", at: "09:00" },
        { queues: ["thumbnails"], share: 0.0025, hangs: "running", becomes: "gone", at: "09:00" },
      ],
      hang: { running: { share: 0.0075, queues: ["thumbnails"] } },
    },
    {
      night: "2026-11-20",
      alsoFailing: [{ code: "TemplateNotExist", messages: ["模板不存在"], share: 0.03, queues: ["thumbnails"] }],
      events: [{ queue: "archive", at: "23:59:59", state: "Paused" }],
    },
  ],
};

/** With the nights that are already audited when it is handed out. */
export async function openSmallNights({
  service = {},
  audited = [],
}: {
  readonly service?: SeriesInput["service"];
  readonly audited?: readonly ("2026-11-19" | "2026-11-20")[];
} = {}): Promise<SmallNights> {
  const series = createSeries({ ...twoNights, service }, "the test");
  const scenarios = series.nights.map(({ scenario }) => scenario);
  const [first, last] = scenarios as [(typeof scenarios)[number], (typeof scenarios)[number]];
  const folder = await temporaryFolder();
  let clock = createQuickClock(nightTimes(last).now);
  const world = buildSeries(series, 1);
  const objects = join(folder, "objects");
  const emulator = await startEmulatedCloud({ scenario: first, world, port: 0, now: () => clock.now(), objects });
  onTestFinished(() => emulator.close());
  const config = join(folder, "job-audit.yaml");
  await writeFile(config, emulatedSettings(first, emulator.url));
  const nights: SmallNights = {
    emulator,
    config,
    folder,
    say(args, { after = last.night, ...own } = {}) {
      clock = createQuickClock(nightTimes(after === first.night ? first : last).now);
      return say([...args, "--config", config], { clock, ...own });
    },
  };
  for (const night of audited) await nights.say(["run", "--date", night, "--json"], { after: night });
  return nights;
}
