import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createMemoryStorage } from "../../../emulator/cos/memory-storage.ts";
import { allBut, examine, type FailureRow, told } from "../patient.ts";
import { temporaryFolder } from "../small-cloud.ts";

const inFolder = (path: string) => (same: object) => ({ ...same, report: { store: "directory", path } });

function forbidden(check: string, action: string): FailureRow {
  return [
    `that ${action} is missing`,
    { policy: allBut(action) },
    {
      check: `report: ${check}`,
      status: "failed",
      seen: /AccessDenied/,
      advice: new RegExp(`^give whoever audits the permission ${action}; `),
      exitCode: 3,
    },
  ];
}

const rows: readonly FailureRow[] = [
  [
    "a report bucket that does not exist",
    { report: { name: "other-1250000000" } },
    {
      check: "report: read",
      status: "failed",
      seen: /there is no such bucket in ap-chongqing/,
      advice: /^make the bucket, private and without versioning/,
      exitCode: 3,
    },
  ],
  forbidden("read", "cos:GetObject"),
  forbidden("write", "cos:PutObject"),
  forbidden("append", "cos:AppendObject"),
  [
    "that nothing can be claimed, as nothing may be put",
    { policy: allBut("cos:PutObject") },
    { check: "report: claim", status: "failed", seen: /AccessDenied/, advice: /permission cos:PutObject/, exitCode: 3 },
  ],
  [
    "a versioned bucket that may not be appended to",
    { report: { versioning: "enabled" }, policy: allBut("cos:AppendObject") },
    {
      check: "report: claim",
      status: "failed",
      seen: /AppendObject/,
      advice: /permission cos:AppendObject/,
      exitCode: 3,
    },
  ],
  [
    "a bucket of several zones",
    { report: { multiAz: true } },
    {
      check: "report: zones",
      status: "failed",
      seen: /^it is of several availability zones, and takes no APPEND Object$/,
      advice: /^use a bucket of one zone/,
      exitCode: 3,
    },
  ],
  [
    "that such a bucket takes no appended line",
    { report: { multiAz: true } },
    {
      check: "report: append",
      status: "failed",
      seen: /MethodNotAllowed/,
      advice: /^use a bucket of one avail/,
      exitCode: 3,
    },
  ],
  [
    "a bucket in which nothing can be claimed at all",
    { report: { multiAz: true, versioning: "suspended" } },
    {
      check: "report: claim",
      status: "failed",
      seen: /^Cannot claim .* the bucket refused APPEND Object/,
      advice: /^use a bucket that never had versioning, or one that takes APPEND Object$/,
      exitCode: 3,
    },
  ],
  [
    "that it may not remove what it wrote",
    { policy: allBut("cos:DeleteObject") },
    {
      check: "report: tidy up",
      status: "warning",
      seen: /^3 objects under v1\/work\/doctor\/[0-9a-f]{32}\/ of cos:\/\/audit-1250000000\/audits may still be there: permission cos:DeleteObject is not given$/,
      advice: /^nothing for audits, which remove nothing: delete that folder/,
      exitCode: 0,
    },
  ],
  [
    "that what it wrote could not be removed",
    { emulator: { faults: [{ match: { method: "DELETE" }, fault: { status: 403, code: "ObjectLocked" } }] } },
    {
      check: "report: tidy up",
      status: "warning",
      seen: /may still be there: Cannot DELETE .*403 ObjectLocked/,
      advice: /^nothing for audits/,
      exitCode: 0,
    },
  ],
];

describe("job-audit doctor, of reports", () => {
  it.each(rows)("tells %s", async (_failure, sickness, finding) => {
    const { of, exitCode } = await examine(sickness);
    expect([of(finding.check), exitCode]).toEqual(told(finding));
  });

  it("says by which way nights are committed", async () => {
    const plain = await examine();
    expect(plain.of("report: claim")?.seen).toMatch(/by a PUT that forbids overwriting$/);
    const versioned = await examine({ report: { versioning: "enabled" } });
    expect(versioned.of("report: claim")).toMatchObject({ status: "ok", seen: expect.stringMatching(/by an APPEND/) });
  });

  it("removes what it wrote and nothing else, and says what stays in a bucket that keeps versions", async () => {
    const storage = createMemoryStorage();
    const removed: string[] = [];
    const observe = ({ method, path }: { method: string; path: string }) => {
      if (method === "DELETE") removed.push(path);
    };
    const record = { size: 1, etag: '"e"', crc64: "0", modifiedAt: 0, appendable: false, headers: {} };
    const report = "audits/v1/work/doctor-notes.json";
    await storage.write("audit-1250000000", report, { record, bytes: Buffer.from("1") });
    const { of } = await examine({ storage, emulator: { observe } });
    expect(of("report: tidy up")).toMatchObject({ status: "ok", seen: "3 objects that this wrote are removed" });
    expect((await storage.list("audit-1250000000", "")).map(({ key }) => key)).toEqual([report]);
    expect(removed).toHaveLength(3);
    expect(removed.filter((path) => !/^\/audits\/v1\/work\/doctor\/[0-9a-f]{32}\/\w+\.jsonl?$/.test(path))).toEqual([]);
    const versioned = await examine({ report: { versioning: "enabled" } });
    expect(versioned.of("report: tidy up")?.seen).toMatch(/as the bucket keeps versions, a past one of each stays$/);
  });

  it("removes one object, where no more could be written", async () => {
    const { of } = await examine({ report: { multiAz: true, versioning: "suspended" } });
    expect(of("report: tidy up")?.seen).toMatch(/^1 object that this wrote is removed;/);
  });

  it("writes nothing but under work/, and nothing at all with --no-write", async () => {
    const written: string[] = [];
    const observe = ({ method, path }: { method: string; path: string }) => {
      if (method === "PUT" || (method === "POST" && path !== "/")) written.push(path);
    };
    await examine({ emulator: { observe } });
    expect(written).toHaveLength(4);
    expect(written.filter((path) => !/^\/audits\/v1\/work\/doctor\/[0-9a-f]{32}\/\w+\.jsonl?$/.test(path))).toEqual([]);
    written.length = 0;
    const { of } = await examine({ emulator: { observe }, args: ["--no-write"] });
    expect(written).toEqual([]);
    expect(of("report: claim")).toMatchObject({ status: "skipped", seen: "nothing is to be written (--no-write)" });
    expect(of("report: tidy up")).toMatchObject({ status: "skipped", seen: "nothing was written" });
  });

  it("tries a folder too, without credentials", async () => {
    const folder = await temporaryFolder();
    const env = { TENCENTCLOUD_SECRETID: "" };
    const { of } = await examine({ settings: inFolder(join(folder, "reports")), env });
    for (const check of ["read", "write", "append", "claim", "tidy up"]) {
      expect(of(`report: ${check}`)).toMatchObject({ status: "ok", advice: null });
    }
    expect(of("report: lifecycle")).toBeUndefined();
    expect(await readdir(join(folder, "reports"), { recursive: true })).toEqual(["v1", join("v1", "work")]);
  });

  it("tells a folder that cannot be one", async () => {
    const path = join(await temporaryFolder(), "file");
    await writeFile(path, "");
    const { of, exitCode } = await examine({ settings: inFolder(path) });
    expect(of("report: read")).toMatchObject({
      status: "failed",
      advice: expect.stringMatching(/^correct report\.path/),
    });
    expect(exitCode).toBe(3);
  });
});
