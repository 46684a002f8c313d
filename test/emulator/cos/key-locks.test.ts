import { describe, expect, it } from "vitest";
import { createKeyLocks } from "../../../emulator/cos/key-locks.ts";

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

describe("createKeyLocks()", () => {
  it("runs the tasks of one key one after the other, in the order of asking", async () => {
    const locks = createKeyLocks();
    const gate = deferred();
    const seen: string[] = [];
    const first = locks("a", async () => {
      await gate.promise;
      seen.push("first");
    });
    const second = locks("a", async () => void seen.push("second"));
    await locks("b", async () => void seen.push("other key"));
    expect(seen).toEqual(["other key"]);
    gate.resolve();
    await Promise.all([first, second]);
    expect(seen).toEqual(["other key", "first", "second"]);
  });

  it("hands on results, and a failure only to whom it belongs", async () => {
    const locks = createKeyLocks();
    const failed = locks("a", async () => Promise.reject(new Error("disk full")));
    const next = locks("a", async () => 2);
    await expect(failed).rejects.toThrow("disk full");
    await expect(next).resolves.toBe(2);
    await expect(locks("a", async () => 3)).resolves.toBe(3);
  });
});
