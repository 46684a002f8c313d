import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { syncFolder } from "../../../lib/adapters/directory/sync-folder.ts";

function failing(code: string) {
  return () => Promise.reject(Object.assign(new Error(code), { code }));
}

describe("syncFolder()", () => {
  it("syncs and closes what it opened", async () => {
    const done: string[] = [];
    await syncFolder("reports", async (path, flags) => {
      done.push(`open ${path} ${flags}`);
      return { sync: async () => void done.push("sync"), close: async () => void done.push("close") };
    });
    expect(done).toEqual(["open reports r", "sync", "close"]);
  });

  it("takes a real folder, and rejects when there is none", async () => {
    await expect(syncFolder(tmpdir())).resolves.toBeUndefined();
    await expect(syncFolder(join(tmpdir(), "no-such-folder"))).rejects.toMatchObject({ code: "ENOENT" });
  });

  it.each(["EINVAL", "EISDIR", "EPERM", "EACCES"])("puts up with a system that answers %s", async (code) => {
    let closed = 0;
    const close = async () => {
      closed += 1;
    };
    await expect(syncFolder("reports", failing(code))).resolves.toBeUndefined();
    await expect(syncFolder("reports", async () => ({ sync: failing(code), close }))).resolves.toBeUndefined();
    expect(closed).toBe(1);
  });

  it("rejects when the disk fails", async () => {
    const close = async () => undefined;
    await expect(syncFolder("reports", async () => ({ sync: failing("EIO"), close }))).rejects.toThrow("EIO");
  });
});
