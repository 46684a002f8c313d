import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createKeepRaw } from "../../../lib/usecases/report/keep-raw.ts";
import { memoryStore } from "../../fakes/memory-store.ts";

const signal = new AbortController().signal;

describe("createKeepRaw()", () => {
  it("keeps an answer as it came, under the run and its hash, and tells where", async () => {
    const store = memoryStore();
    const body = Buffer.from("<html>\u0000not a list");
    const keepRaw = createKeepRaw(store, "0123456789abcdef");
    const key = await keepRaw(body, signal);
    const sha256 = createHash("sha256").update(body).digest("hex");
    expect(key).toBe(`v1/work/run=0123456789abcdef/raw/${sha256}.bin`);
    expect(Buffer.from(store.objects.get(key) ?? []).equals(body)).toBe(true);
    expect(await keepRaw(body, signal)).toBe(key);
    expect(store.objects.size).toBe(1);
  });
});
