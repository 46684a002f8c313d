import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { StoreError } from "../../../lib/core/errors.ts";
import type { NightName } from "../../../lib/core/key.ts";
import { openDiff, readCommittedDiff, readRegressions } from "../../../lib/usecases/diff/read-diff.ts";
import { commitScopes } from "../../fakes/committed-night.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { diffOf, type Told, tonight } from "./diff-fixture.ts";

const signal = new AbortController().signal;
const name: NightName = { family: "pic", date: tonight };

let store: MemoryStore;
let told: Told;

beforeEach(async () => {
  store = memoryStore();
  await commitScopes(store, tonight, { q: { failed: { A: 1 } } });
  told = await diffOf(store);
});

async function refusal(message: string): Promise<void> {
  const reading = readCommittedDiff(store, name, signal);
  await expect(reading).rejects.toThrow(StoreError);
  await expect(reading).rejects.toThrow(message);
}

describe("readCommittedDiff()", () => {
  it("is null where nothing was compared", async () => {
    expect(await readCommittedDiff(store, { ...name, date: "2026-11-20" }, signal)).toBeNull();
  });

  it("reads what was committed", async () => {
    const { already: _, lines: __, ...committed } = told;
    expect(await readCommittedDiff(store, name, signal)).toEqual(committed);
  });

  it("refuses a commit that was cut short", async () => {
    store.objects.set(told.key, Buffer.from('{"schema":"job-audit/di'));
    await refusal(`Cannot read memory:reports/${told.key}: it was cut short`);
  });

  it("refuses the commit of another night", async () => {
    const bytes = Buffer.from(JSON.stringify({ ...told.commit, night: "2026-11-19" }));
    store.objects.set(told.key, bytes);
    await refusal(`Cannot trust memory:reports/${told.key}: it is the commit of another night or revision`);
    await expect(openDiff(store, { key: told.key, bytes }, signal)).rejects.toThrow(StoreError);
  });

  it("refuses a manifest that is missing or was changed", async () => {
    store.objects.set(told.commit.manifest, Buffer.from("{}"));
    await refusal("does not have the hash of its commit");
    store.objects.delete(told.commit.manifest);
    await refusal(`${told.commit.manifest} is missing`);
  });

  it("refuses a manifest without a diff.json", async () => {
    const bytes = Buffer.from(JSON.stringify({ ...told.manifest, files: [] }));
    store.objects.set(told.commit.manifest, bytes);
    const manifestSha256 = createHash("sha256").update(bytes).digest("hex");
    store.objects.set(told.key, Buffer.from(JSON.stringify({ ...told.commit, manifestSha256 })));
    await refusal(`Cannot read the diff of ${tonight}: its manifest names none`);
  });

  it("refuses a diff.json that was changed", async () => {
    const [file] = told.manifest.files.filter(({ dataset }) => dataset === "diff");
    store.objects.set(file?.key ?? "", Buffer.from("{}"));
    await refusal("was changed since it was committed");
  });
});

describe("readRegressions()", () => {
  it("gives the lines of the revision that the manifest is of", async () => {
    const kinds: string[] = [];
    for await (const { kind } of readRegressions(store, told.manifest, signal)) kinds.push(kind);
    expect(kinds).toEqual(["group", "rate", "rate"]);
  });
});
