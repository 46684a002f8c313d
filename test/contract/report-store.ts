/** What every report store does, whatever it is made of. */

import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { StoreError } from "../../lib/core/errors.ts";
import type { ReportStore } from "../../lib/ports/report-store.ts";

const never = new AbortController().signal;
const hostileKeys = [
  "",
  "/a",
  "a/",
  "a//b",
  ".",
  "..",
  "../a",
  "a/../../b",
  "a/./b",
  "a b",
  "a\\b",
  "a\u0000b",
  "ä",
  "a?b",
  "a#b",
];

/**
 * `open` gives another view of one and the same store each time, as another process would have it. The store may
 * hold what earlier tests wrote.
 */
export function reportStoreContract(name: string, open: () => Promise<ReportStore>): void {
  const freshKey = () => `v1/contract/run=${randomUUID()}/part-00000.jsonl.gz`;

  describe(`${name} as a report store`, () => {
    it("says where it is", async () => {
      expect((await open()).location).not.toBe("");
    });

    it("holds nothing under a key that nobody wrote", async () => {
      await expect((await open()).get(freshKey(), never)).resolves.toBeNull();
    });

    it("holds nothing under a key that others lie below", async () => {
      const store = await open();
      const key = freshKey();
      await store.put(key, Buffer.from("x"), never);
      await expect(store.get(key.slice(0, key.lastIndexOf("/")), never)).resolves.toBeNull();
      await expect(store.get(`${key}/below`, never)).resolves.toBeNull();
    });

    it.each([
      ["text in two scripts", Buffer.from("{“失败”: 1}\r\n")],
      ["every byte", Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))],
      ["a megabyte", randomBytes(1 << 20)],
      ["nothing", Buffer.alloc(0)],
    ])("gives back %s byte for byte, also to another view", async (_, bytes) => {
      const key = freshKey();
      await (await open()).put(key, bytes, never);
      const got = await (await open()).get(key, never);
      expect(got !== null && Buffer.compare(got, bytes)).toBe(0);
    });

    it("takes the same content twice", async () => {
      const store = await open();
      const key = freshKey();
      await store.put(key, Buffer.from("same"), never);
      await store.put(key, Buffer.from("same"), never);
      expect(textOf(await store.get(key, never))).toBe("same");
    });

    it("takes many writes at once", async () => {
      const store = await open();
      const keys = Array.from({ length: 20 }, freshKey);
      await Promise.all(keys.map((key) => store.put(key, Buffer.from(key), never)));
      const got = await Promise.all(keys.map((key) => store.get(key, never)));
      expect(got.map(textOf)).toEqual(keys);
    });

    it.each(hostileKeys)("refuses the key %j, whatever is asked", async (key) => {
      const store = await open();
      await expect(store.get(key, never)).rejects.toThrow(StoreError);
      await expect(store.put(key, Buffer.from("x"), never)).rejects.toThrow(StoreError);
      await expect(store.claim(key, Buffer.from("x"), never)).rejects.toThrow(StoreError);
    });

    it("lets the first claim win and shows its content to whoever comes later", async () => {
      const key = freshKey();
      await expect((await open()).claim(key, Buffer.from("first"), never)).resolves.toEqual({ won: true });
      const later = await (await open()).claim(key, Buffer.from("second, and longer"), never);
      expect(later.won ? "won" : textOf(later.winner)).toBe("first");
      expect(textOf(await (await open()).get(key, never))).toBe("first");
    });

    it("lets the winner claim again with the same bytes", async () => {
      const key = freshKey();
      await (await open()).claim(key, Buffer.from("mine"), never);
      await expect((await open()).claim(key, Buffer.from("mine"), never)).resolves.toEqual({ won: true });
    });

    it("takes a beginning of the winner's bytes for another content", async () => {
      const store = await open();
      const key = freshKey();
      await store.claim(key, Buffer.from("abc"), never);
      await expect(store.claim(key, Buffer.from("ab"), never)).resolves.toMatchObject({ won: false });
      await expect(store.claim(key, Buffer.from("abcd"), never)).resolves.toMatchObject({ won: false });
    });

    it("does not let a claim replace what was put", async () => {
      const store = await open();
      const key = freshKey();
      await store.put(key, Buffer.from("put"), never);
      const claim = await store.claim(key, Buffer.from("claimed"), never);
      expect(claim.won ? "won" : textOf(claim.winner)).toBe("put");
    });

    it("refuses to claim with nothing", async () => {
      await expect((await open()).claim(freshKey(), Buffer.alloc(0), never)).rejects.toThrow(StoreError);
    });

    it("has one winner when many claim at once, and every loser sees the winner's bytes", async () => {
      const key = freshKey();
      const stores = await Promise.all(Array.from({ length: 24 }, open));
      const contents = stores.map((_, index) => `content of claimant ${index}`);
      const claims = await Promise.all(
        stores.map((store, index) => store.claim(key, Buffer.from(contents[index] ?? ""), never)),
      );
      const winners = contents.filter((_, index) => claims[index]?.won);
      expect(winners).toHaveLength(1);
      expect(new Set(claims.flatMap((claim) => (claim.won ? [] : [textOf(claim.winner)])))).toEqual(new Set(winners));
      expect(textOf(await (await open()).get(key, never))).toBe(winners[0]);
    });

    it("lets all win who claim the same content at once", async () => {
      const key = freshKey();
      const stores = await Promise.all(Array.from({ length: 8 }, open));
      const claims = await Promise.all(stores.map((store) => store.claim(key, Buffer.from("agreed"), never)));
      expect(claims).toEqual(stores.map(() => ({ won: true })));
    });

    it("does nothing when it is aborted before it began", async () => {
      const store = await open();
      const key = freshKey();
      const aborted = AbortSignal.abort("over");
      await expect(store.put(key, Buffer.from("x"), aborted)).rejects.toBe("over");
      await expect(store.claim(key, Buffer.from("x"), aborted)).rejects.toBe("over");
      await expect(store.get(key, aborted)).rejects.toBe("over");
      await expect(store.get(key, never)).resolves.toBeNull();
    });
  });
}

function textOf(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : Buffer.from(bytes).toString();
}
