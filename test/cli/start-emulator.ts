/** `job-audit emulator`, started as a user starts it, on a clock of the test's. */

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { runCli } from "../../cli/run-cli.ts";
import type { Clock } from "../../lib/ports/clock.ts";
import { createFakeIo, type FakeIo } from "./fake-io.ts";
import { temporaryFolder } from "./small-cloud.ts";

/** Small, and unlike the built-in one in all that settings tell. */
export const smallScenario = `
night: 2026-11-18
jobs: 40
timeZone: Europe/Berlin
settle: 90m
tags: { PicProcess: 3, Collage: 1 }
failures: [{ code: Broken, messages: ["{input} is broken"], share: 0.1 }]
buckets:
  - { name: photos-1250000000, region: eu-frankfurt, queues: [{ name: thumbnails }] }
`;

export async function scenarioFile(text = smallScenario): Promise<string> {
  const file = join(await temporaryFolder(), "night.yaml");
  await writeFile(file, text);
  return file;
}

/** On any free port, until the test has finished. */
export async function startEmulator(args: readonly string[], clock: Clock) {
  const io = createFakeIo({ clock });
  const exited = runCli(["emulator", "--port", "0", ...args], io);
  onTestFinished(async () => {
    io.interrupt();
    await exited;
  });
  return { io, exited, url: await started(io) };
}

/** Resolves when the emulator has said where it is. */
function started(io: FakeIo): Promise<string> {
  return new Promise((resolve) => {
    const look = () => {
      const url = /(?:emulated at |"url":")([^\s"]+)/.exec(io.written.out)?.[1];
      if (url === undefined) setImmediate(look);
      else resolve(url);
    };
    look();
  });
}
