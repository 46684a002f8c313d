import { describe, expect, it } from "vitest";
import { makeJobs, makeQueue } from "../../emulator/small-world.ts";
import { allBut, examine, type FailureRow, told } from "../patient.ts";

const bucket = "bucket photos-1250000000";
const notify = {
  state: "On",
  url: "https://a.example",
  event: "TaskFinish",
  type: "Url",
  resultFormat: "XML",
} as const;

const rows: readonly FailureRow[] = [
  [
    "queues that may not be listed",
    { policy: allBut("ci:DescribePicProcessQueues") },
    {
      check: `${bucket}: queues`,
      status: "failed",
      seen: /403 AccessDenied/,
      advice: /the permission ci:DescribePicProcessQueues;/,
      exitCode: 3,
    },
  ],
  [
    "a bucket without a queue",
    { bucket: { queues: [] } },
    {
      check: `${bucket}: queues`,
      status: "failed",
      seen: /^it has no queue$/,
      advice: /that makes its queue$/,
      exitCode: 3,
    },
  ],
  [
    "a queue that is paused, by its name",
    { bucket: { queues: [makeQueue({ name: "thumbs", state: "Paused" }), makeQueue({ queueId: "p2" })] } },
    {
      check: `${bucket}: queues`,
      status: "warning",
      seen: /^2 queues, of which paused: thumbs$/,
      advice: /^jobs there wait until somebody resumes it/,
      exitCode: 0,
    },
  ],
  [
    "a callback without an address",
    { queue: { notify: { ...notify, url: "" } } },
    {
      check: `${bucket}: callbacks`,
      status: "warning",
      seen: /^thumbnails calls back, but has no address$/,
      advice: /audits do not depend on it$/,
      exitCode: 0,
    },
  ],
  [
    "a callback that is not encrypted, without its secrets",
    { queue: { notify: { ...notify, url: "http://user:hush@a.example/ci?token=hush" } } },
    {
      check: `${bucket}: callbacks`,
      status: "warning",
      seen: /^thumbnails calls back unencrypted: http:\/\/(?!.*hush).*a\.example/,
      advice: /UpdatePicQueue/,
      exitCode: 0,
    },
  ],
  [
    "a callback that is for something else",
    { queue: { notify: { ...notify, event: "WorkflowFinish" } } },
    {
      check: `${bucket}: callbacks`,
      status: "warning",
      seen: /^thumbnails calls back, but not when a job ends \(TaskFinish\)$/,
      advice: /UpdatePicQueue/,
      exitCode: 0,
    },
  ],
  [
    "a callback to a message queue of no name",
    { queue: { notify: { ...notify, type: "TDMQ", url: "" } } },
    {
      check: `${bucket}: callbacks`,
      status: "warning",
      seen: /^thumbnails calls back to a message queue without a name or a region$/,
      advice: /UpdatePicQueue/,
      exitCode: 0,
    },
  ],
  [
    "jobs that may not be listed",
    { policy: allBut("ci:DescribePicProcessJobs") },
    {
      check: `${bucket}: list jobs`,
      status: "failed",
      seen: /403 AccessDenied/,
      advice: /the permission ci:DescribePicProcessJobs;/,
      exitCode: 3,
    },
  ],
  [
    "jobs that may not be looked up",
    { policy: allBut("ci:DescribePicProcessJob") },
    {
      check: `${bucket}: look up jobs`,
      status: "failed",
      seen: /403 AccessDenied/,
      advice: /the permission ci:DescribePicProcessJob;/,
      exitCode: 3,
    },
  ],
];

describe("job-audit doctor, of queues", () => {
  it.each(rows)("tells %s", async (_failure, sickness, finding) => {
    const { of, exitCode } = await examine(sickness);
    expect([of(finding.check), exitCode]).toEqual(told(finding));
  });

  it("lists no jobs of a bucket whose queues it could not see", async () => {
    const { of } = await examine({ policy: allBut("ci:DescribePicProcessQueues") });
    expect(of(`${bucket}: list jobs`)).toMatchObject({
      status: "skipped",
      seen: `needs "${bucket}: queues", which failed`,
    });
  });

  it("asks for one job of one minute and for an id that nobody has", async () => {
    const asked: string[] = [];
    const observe = ({ path, query }: { path: string; query: ReadonlyMap<string, string> }) => {
      if (path.startsWith("/pic_jobs")) asked.push(`${path} ${query.get("size")} ${query.get("startCreationTime")}`);
    };
    await examine({ queue: { jobs: makeJobs(3) }, emulator: { observe } });
    expect(asked).toEqual([
      "/pic_jobs 1 2024-01-02T11:59:00+0800",
      "/pic_jobs/c00000000000000000000000000000000 undefined undefined",
    ]);
  });

  it("says how many queues call back, and finds nothing wrong with a message queue that has a name", async () => {
    const mq = { ...notify, type: "TDMQ", url: "", mqMode: "Queue", mqRegion: "gz", mqName: "done" };
    const { of } = await examine({ queue: { notify: mq } });
    expect(of(`${bucket}: callbacks`)).toMatchObject({ status: "ok", seen: "1 of 1 calls back" });
  });
});
