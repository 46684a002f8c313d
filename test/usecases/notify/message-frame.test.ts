import { describe, expect, it } from "vitest";
import { readMessageFrame } from "../../../lib/usecases/notify/message-frame.ts";
import { readIncidents } from "../../../lib/usecases/notify/read-incidents.ts";
import { commitScopes } from "../../fakes/committed-night.ts";
import { aQueueRow } from "../../fakes/diff-lines.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aSignal, commitTold, nightName, signal } from "./told-night.ts";

const name = nightName("2026-11-21");

async function world() {
  const store = memoryStore();
  await commitTold(store, name.date, { signals: [aSignal("v1:aa")] });
  const folded = await readIncidents(store, { name, repeatNights: 7 }, signal);
  if (folded === null) throw new Error("there is no diff");
  return { store, request: { name, incidents: folded.incidents, pageBase: null } };
}

describe("readMessageFrame()", () => {
  it("counts the night, and has no page where nobody says where people find it", async () => {
    const { store, request } = await world();
    const frame = await readMessageFrame(store, request, signal);
    expect(frame).toMatchObject({ night: name, page: null, headline: { jobs: 5, failed: 2, openIncidents: 1 } });
    expect(frame.queueNames).toEqual(new Map());
  });

  it("has no page where the diff has none", async () => {
    const { store, request } = await world();
    await commitTold(store, name.date, { revision: 2, pageless: true });
    expect((await readMessageFrame(store, { ...request, pageBase: "https://example.com" }, signal)).page).toBeNull();
  });

  it("names no queue where the names cannot be read", async () => {
    const { store, request } = await world();
    for (const key of [...store.objects.keys()]) if (key.endsWith("/r0001.json")) store.objects.delete(key);
    await commitScopes(store, name.date, {}, { rows: { queues: [aQueueRow()] } });
    for (const key of [...store.objects.keys()]) if (key.includes("/queues/")) store.objects.delete(key);
    expect((await readMessageFrame(store, request, signal)).queueNames).toEqual(new Map());
  });

  it("knows queues by their names, and counts no failures where there are none", async () => {
    const { store, request } = await world();
    for (const key of [...store.objects.keys()]) if (key.endsWith("/r0001.json")) store.objects.delete(key);
    await commitScopes(
      store,
      name.date,
      {},
      { rows: { queues: [aQueueRow(), aQueueRow({ queueId: "p2", name: null })] } },
    );
    const frame = await readMessageFrame(store, request, signal);
    expect(frame.headline).toMatchObject({ jobs: 0, failed: 0, findings: 0 });
    expect(frame.queueNames).toEqual(new Map([["pqueue1", "thumbnails"]]));
  });

  it.each(["/r0001.json", "/diff-r0001.json"])("says so where the report is gone by its %s", async (end) => {
    const { store, request } = await world();
    for (const key of [...store.objects.keys()]) if (key.endsWith(end)) store.objects.delete(key);
    await expect(readMessageFrame(store, request, signal)).rejects.toThrow(
      "Cannot tell of 2026-11-21: its report is gone",
    );
  });
});
