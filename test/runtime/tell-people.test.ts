import { describe, expect, it } from "vitest";
import { readSettings } from "../../lib/config/settings.ts";
import { SinkError } from "../../lib/core/errors.ts";
import type { DiffManifest } from "../../lib/core/schema/diff.ts";
import { noEvents } from "../../lib/ports/events.ts";
import type { Work } from "../../lib/runtime/function-spec.ts";
import { tellPeople } from "../../lib/runtime/tell-people.ts";
import { memoryStore } from "../fakes/memory-store.ts";
import { toldEvents } from "../fakes/told-events.ts";
import { aSignal, commitTold, fakeSink, nightName, signal, toldWorld } from "../usecases/notify/told-night.ts";

const night = "2026-11-21";
const settings = readSettings(
  "regions: [ap-chongqing]\nreport: { store: directory, path: reports }\n" +
    "alerts:\n  silences: [{ match: { fingerprint: 'v1:cc' }, reason: known, owner: wei, until: '2026-11-30' }]\n",
  "test",
  {},
);

/** Of a night with nothing before it. */
const diff: DiffManifest = {
  ...{ schema: "job-audit/diff-manifest/v1", family: "pic", night, revision: 1, status: "complete", worse: 0 },
  ...{ producer: { name: "job-audit", version: "0" }, of: { night, manifest: "m" }, history: [], series: [] },
  ...{ leftOut: [], alwaysAlert: [], tuning: null, files: [] },
};

function workOf(change: Partial<Work> = {}, sinks = [fakeSink("ops"), fakeSink("grave")]): Work {
  const severities = { ops: "info", grave: "critical" } as const;
  const { deps } = toldWorld();
  const all = sinks.map((sink) => ({ ...sink, severity: severities[sink.name as "ops" | "grave"] }));
  return { ...deps, settings, signal, events: noEvents, sinks: all, ...change } as Work;
}

describe("tellPeople()", () => {
  it("tells each sink what is severe enough for it, and counts what was told and what was not", async () => {
    const refuse = async () =>
      Promise.reject(new SinkError("Cannot send to grave: it answered 500", { retryable: true }));
    const [ops, grave] = [fakeSink("ops"), fakeSink("grave", refuse)];
    const events = toldEvents();
    const work = workOf({ events }, [ops, grave]);
    await commitTold(work.store, night, {
      signals: [aSignal("v1:aa", "critical"), aSignal("v1:bb", "info"), aSignal("v1:cc")],
    });
    expect(await tellPeople(work, nightName(night), diff)).toEqual({
      incidents: `v1/incidents/family=pic/date=${night}/r0001.json`,
      open: 3,
      sent: [{ sink: "ops", date: night, items: 2 }],
      failed: [{ sink: "grave", date: night, items: 1, reason: "Cannot send to grave: it answered 500" }],
      silenced: 1,
      inhibited: 0,
      problems: [],
    });
    expect(ops.sent[0]?.items).toHaveLength(2);
    expect(events.told).toEqual([
      { event: "alert-sent", family: "pic", night, sink: "ops", items: 2 },
      {
        ...{ event: "alert-failed", family: "pic", night, sink: "grave", items: 1 },
        reason: "Cannot send to grave: it answered 500",
      },
    ]);
  });

  const nothing = { incidents: null, open: 0, sent: [], failed: [], silenced: 0, inhibited: 0 };

  it("fails nothing where the store does not answer or the diff is gone: it says so", async () => {
    const problems = [`The diff of ${night} is gone`];
    const events = toldEvents();
    expect(await tellPeople(workOf({ events }), nightName(night), diff)).toEqual({ ...nothing, problems });
    expect(events.told).toEqual([{ event: "alert-problem", family: "pic", night, message: problems[0] }]);
    const late = new SinkError("no answer", { retryable: true });
    expect(await tellPeople(workOf({ store: memoryStore(() => late) }), nightName(night), diff)).toEqual({
      ...nothing,
      problems: ["no answer"],
    });
  });

  it("hides no defect of the program", async () => {
    const work = workOf({ store: memoryStore(() => new TypeError("x is not a function")) });
    await expect(tellPeople(work, nightName(night), diff)).rejects.toThrow("x is not a function");
  });
});
