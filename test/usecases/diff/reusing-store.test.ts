import { describe, expect, it } from "vitest";
import { createReusingStore } from "../../../lib/usecases/diff/reusing-store.ts";
import { memoryStore } from "../../fakes/memory-store.ts";

const signal = new AbortController().signal;

async function aStore() {
  const store = memoryStore();
  for (const [key, text] of [
    ["long", "123456789"],
    ["short", "abc"],
    ["longer", "1234567890ABC"],
  ] as const) {
    await store.put(key, Buffer.from(text), signal);
  }
  return store;
}

describe("createReusingStore()", () => {
  it("gives what the store has, large or small", async () => {
    const store = createReusingStore(await aStore());
    const texts: string[] = [];
    for (const key of ["long", "short", "longer", "short"]) {
      texts.push(Buffer.from((await store.get(key, signal)) ?? []).toString());
    }
    expect(texts).toEqual(["123456789", "abc", "1234567890ABC", "abc"]);
    expect(await store.get("missing", signal)).toBeNull();
  });

  it("gives it in the same memory, and never in the store's own", async () => {
    const inner = await aStore();
    const store = createReusingStore(inner);
    const long = await store.get("long", signal);
    const short = await store.get("short", signal);
    expect(short?.buffer).toBe(long?.buffer);
    expect(Buffer.from(inner.objects.get("long") ?? []).toString()).toBe("123456789");
  });
});
