import { describe, expect, it } from "vitest";
import { knownNames } from "../../../lib/usecases/report/known-names.ts";
import { readCommittedNight } from "../../../lib/usecases/report/read-commit.ts";
import { commitScopes } from "../../fakes/committed-night.ts";
import { aQueueRow } from "../../fakes/diff-lines.ts";
import { memoryStore } from "../../fakes/memory-store.ts";

const { signal } = new AbortController();

async function aNight() {
  const store = memoryStore();
  const scopes = { p1: { succeeded: 3, templateName: "watermark-brand" }, p2: { succeeded: 3, templateName: "other" } };
  await commitScopes(store, "2026-11-20", scopes, { rows: { queues: [aQueueRow({ queueId: "p1" })] } });
  const night = await readCommittedNight(store, { family: "pic", date: "2026-11-20" }, signal);
  if (night === null) throw new Error("there is no night");
  return { store, manifest: night.manifest };
}

const queueNames = new Map([["p1", "thumbnails"]]);
const templateNames = new Map([["t1", "watermark-brand"]]);

describe("knownNames()", () => {
  it("knows queues and templates by their names, a template by that of its first scope", async () => {
    const { store, manifest } = await aNight();
    expect(await knownNames(store, manifest, signal)).toEqual({ queueNames, templateNames });
  });

  it("knows no template of a night that tells none", async () => {
    const store = memoryStore();
    await commitScopes(store, "2026-11-20", { p1: { succeeded: 3 } });
    const night = await readCommittedNight(store, { family: "pic", date: "2026-11-20" }, signal);
    expect(night && (await knownNames(store, night.manifest, signal)).templateNames).toEqual(new Map());
  });

  it.each([
    ["/queues/", { queueNames: new Map(), templateNames }],
    ["/summaries/", { queueNames, templateNames: new Map() }],
  ])("has none of what lies in %s where that is gone, and the others all the same", async (part, expected) => {
    const { store, manifest } = await aNight();
    for (const key of [...store.objects.keys()]) if (key.includes(part)) store.objects.delete(key);
    expect(await knownNames(store, manifest, signal)).toEqual(expected);
  });

  it("hides no failure that has nothing to do with the store's files", async () => {
    const { store, manifest } = await aNight();
    const broken = { ...store, get: () => Promise.reject(new TypeError("a bug")) };
    await expect(knownNames(broken, manifest, signal)).rejects.toThrow("a bug");
  });
});
