import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { withScratchStore } from "../../lib/runtime/scratch-store.ts";

const signal = new AbortController().signal;

describe("withScratchStore", () => {
  it("keeps what is put into it until it is no longer used", async () => {
    const folder = await withScratchStore(async (store) => {
      await store.put("v1/a.json", Buffer.from("{}"), signal);
      expect(await readFile(join(store.location, "v1", "a.json"), "utf8")).toBe("{}");
      return store.location;
    });
    await expect(access(folder)).rejects.toThrow("ENOENT");
  });

  it("leaves nothing when its use fails, and passes the failure on", async () => {
    let folder = "";
    const failing = withScratchStore(async (store) => {
      folder = store.location;
      throw new TypeError("a defect");
    });
    await expect(failing).rejects.toThrow("a defect");
    await expect(access(folder)).rejects.toThrow("ENOENT");
  });
});
