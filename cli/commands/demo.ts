/** `demo`: one night on an emulated cloud, audited for real and held to what was planted. */

import { compareWithTruth } from "../../emulator/scenario/compare-with-truth.ts";
import type { AuditResult } from "../../lib/usecases/audit/audit-night.ts";
import { readFindings } from "../../lib/usecases/report/read-rows.ts";
import type { AddCommand } from "../command.ts";
import { type DemoCloud, startDemoCloud } from "../demo-cloud.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { overview } from "../overview.ts";
import { programName } from "../program-name.ts";
import { lookOf } from "../render/look.ts";
import { reportText } from "../render/report-text.ts";
import { auditFamily } from "./run.ts";

const folder = "job-audit-demo";

export const addDemo: AddCommand = (program, { io, action }) => {
  program
    .command("demo")
    .description(`audit one night of 20,000 jobs on an emulated cloud; its files go to ${folder}/`)
    .addHelpText("after", "\nExamples:\n  $ job-audit demo\n")
    .action(action(() => playDemo(folder, io)));
};

export async function playDemo(path: string, io: Io): Promise<ExitCode> {
  const cloud = await startDemoCloud(path);
  try {
    io.out(`An emulated Cloud Infinite and COS listen on ${cloud.emulator.url}, with one night of image jobs.\n\n`);
    const result = await auditFamily(cloud.app, { family: "pic", night: cloud.night }, io);
    const content = await overview(cloud.app.store, result.manifest, io.signal);
    const { location } = cloud.app.store;
    const shown = { ...content, result, location, config: cloud.config };
    io.out(reportText({ ...shown, look: lookOf(io), program: programName(io.env) }));
    return await holdToTruth(cloud, result, io);
  } finally {
    await cloud.emulator.close();
  }
}

async function holdToTruth({ truth, app }: DemoCloud, { manifest }: AuditResult, io: Io): Promise<ExitCode> {
  const findings: { jobId: string; verdict: string }[] = [];
  for await (const { jobId, verdict } of readFindings(app.store, manifest, io.signal))
    findings.push({ jobId, verdict });
  const differences = compareWithTruth(truth, { jobs: manifest.jobs, states: manifest.byState, findings });
  if (differences.length === 0 && manifest.status === "complete") {
    io.out(`\nAs planted: ${manifest.jobs} jobs and ${findings.length} findings, none missed, none made up.\n`);
    return exitCodes.fine;
  }
  io.err(`\nThis is not what was planted:\n${differences.map((difference) => `  - ${difference}\n`).join("")}`);
  return exitCodes.incomplete;
}
