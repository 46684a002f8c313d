/** An emulated cloud with a night of 300 jobs, a settings file that leads there, and a command line to try on it. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { emulatedCredentials, startEmulatedCloud } from "../../cli/emulated-cloud.ts";
import { emulatedSettings } from "../../cli/emulated-settings.ts";
import type { Io } from "../../cli/io.ts";
import { runCli } from "../../cli/run-cli.ts";
import { nightTimes } from "../../emulator/scenario/night-times.ts";
import { createScenario } from "../../emulator/scenario/read-scenario.ts";
import type { Scenario, ScenarioInput } from "../../emulator/scenario/scenario.ts";
import type { Emulator } from "../../emulator/server.ts";
import { createFakeIo } from "./fake-io.ts";
import { createQuickClock } from "./quick-clock.ts";

export interface Said {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

export interface SmallCloud {
  readonly emulator: Emulator;
  readonly scenario: Scenario;
  /** Everything that the test may write to. */
  readonly folder: string;
  /** What the emulated bucket holds. */
  readonly objects: string;
  readonly config: string;
  /** Runs `job-audit`, with the settings of this cloud unless the arguments name others. */
  say(args: readonly string[], parts?: Partial<Io>): Promise<Said>;
  /** Replaces the settings by what `change` makes of them. */
  configure(change: (settings: string) => string): Promise<void>;
}

/** 18 jobs fail, 3 wait for ever, 6 run for ever, 3 hide a failure, 6 are cancelled: 30 findings. */
const smallNight: ScenarioInput = {
  night: "2026-11-20",
  jobs: 300,
  outside: { before: 5, after: 5 },
  reportBucket: { name: "audit-1250000000", region: "ap-chongqing" },
  buckets: [
    {
      name: "photos-1250000000",
      region: "ap-chongqing",
      queues: [
        {
          id: "p0123456789abcdef0123456789abcdef",
          name: "thumbnails",
          callback: { url: "https://user:pa55word@hooks.example.com/ci?token=callback-token" },
        },
      ],
    },
    {
      name: "products-1250000000",
      region: "ap-guangzhou",
      queues: [{ id: "pfedcba9876543210fedcba9876543210", name: "产品图", maxConcurrent: 50 }],
    },
  ],
  tags: { PicProcess: 1 },
  failures: [
    { code: "ResourceDownloadFailed", messages: ["源文件下载失败：HTTP 状态码 404"], share: 0.04 },
    { code: "SourceUrlRefused", messages: ["Cannot fetch {url}: the signature has expired"], share: 0.02 },
  ],
  hang: { queued: 0.01, running: 0.02 },
  hiddenFailures: 0.01,
  cancelled: 0.02,
};

export const credentials = {
  TENCENTCLOUD_SECRETID: emulatedCredentials.secretId,
  TENCENTCLOUD_SECRETKEY: emulatedCredentials.secretKey,
};

export async function openSmallCloud(parts: Partial<ScenarioInput> = {}): Promise<SmallCloud> {
  const scenario = createScenario({ ...smallNight, ...parts }, "the test");
  const clock = createQuickClock(nightTimes(scenario).now);
  const folder = await temporaryFolder();
  const objects = join(folder, "objects");
  const emulator = await startEmulatedCloud({ scenario, seed: 1, port: 0, now: clock.now, objects });
  onTestFinished(() => emulator.close());
  const config = join(folder, "job-audit.yaml");
  const settings = emulatedSettings(scenario, emulator.url);
  await writeFile(config, settings);
  return {
    emulator,
    scenario,
    folder,
    objects,
    config,
    configure: (change) => writeFile(config, change(settings)),
    say: (args, own) => say(args.includes("--config") ? args : [...args, "--config", config], { clock, ...own }),
  };
}

/** Runs `job-audit` with these arguments, in a pipe. */
export async function say(args: readonly string[], parts: Partial<Io> = {}): Promise<Said> {
  const io = createFakeIo({ env: credentials, ...parts });
  const exitCode = await runCli(args, io);
  return { exitCode, ...io.written };
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "job-audit-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
