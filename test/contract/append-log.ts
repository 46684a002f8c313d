/** What every log that is appended to does, whatever it is made of. */

import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { StoreError } from "../../lib/core/errors.ts";
import type { AppendLog } from "../../lib/ports/append-log.ts";

const never = new AbortController().signal;

/** `open` gives another view of one and the same log each time, as another process would have it. */
export function appendLogContract(name: string, open: () => Promise<AppendLog>): void {
  const freshKey = () => `v1/alerts/run=${randomUUID()}/deliveries.jsonl`;

  describe(`${name} as an append log`, () => {
    it("holds nothing before anybody appends", async () => {
      await expect((await open()).read(freshKey(), never)).resolves.toEqual({ lines: [], position: 0 });
    });

    it("gives back lines in the order in which they were appended, also to another view", async () => {
      const key = freshKey();
      const log = await open();
      const second = await log.append(key, 0, ['{"a":"失败"}', "two"], never);
      expect(second).toBe(Buffer.byteLength('{"a":"失败"}\ntwo\n'));
      const third = await (await open()).append(key, second ?? -1, ["three"], never);
      await expect((await open()).read(key, never)).resolves.toEqual({
        lines: ['{"a":"失败"}', "two", "three"],
        position: third,
      });
    });

    it("tells who comes late, and keeps what was appended first", async () => {
      const key = freshKey();
      const [one, other] = [await open(), await open()];
      await one.append(key, 0, ["first"], never);
      await expect(other.append(key, 0, ["late"], never)).resolves.toBeNull();
      const { position } = await other.read(key, never);
      await one.append(key, position, ["second"], never);
      await expect(other.append(key, position, ["late"], never)).resolves.toBeNull();
      expect((await other.read(key, never)).lines).toEqual(["first", "second"]);
    });

    it("lets one of many that race append, and loses no line of those that read on", async () => {
      const key = freshKey();
      const names = Array.from({ length: 6 }, (_, index) => `line ${index}`);
      const insist = async (line: string) => {
        const log = await open();
        for (;;) {
          const { position } = await log.read(key, never);
          if ((await log.append(key, position, [line], never)) !== null) return;
        }
      };
      await Promise.all(names.map(insist));
      expect([...(await (await open()).read(key, never)).lines].sort()).toEqual(names);
    });

    it("takes what was appended there already for appended", async () => {
      const key = freshKey();
      const log = await open();
      const next = await log.append(key, 0, ["mine"], never);
      await expect(log.append(key, 0, ["mine"], never)).resolves.toBe(next);
      expect((await log.read(key, never)).lines).toEqual(["mine"]);
    });

    it("appends nothing behind a gap", async () => {
      const key = freshKey();
      const log = await open();
      await log.append(key, 0, ["first"], never);
      await log.append(key, 100, ["beyond"], never);
      expect((await log.read(key, never)).lines).toEqual(["first"]);
    });

    it("refuses keys that climb", async () => {
      const log = await open();
      await expect(log.read("../x.jsonl", never)).rejects.toThrow(StoreError);
      await expect(log.append("../x.jsonl", 0, ["x"], never)).rejects.toThrow(StoreError);
    });

    it("stops when it is told to", async () => {
      const log = await open();
      const stopped = AbortSignal.abort(new Error("stop"));
      await expect(log.read(freshKey(), stopped)).rejects.toThrow();
      await expect(log.append(freshKey(), 0, ["x"], stopped)).rejects.toThrow();
    });
  });
}
