import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gzip } from "../../../lib/core/gzip.ts";
import { queueRow } from "../../../lib/core/rows.ts";
import type { CheckpointRow } from "../../../lib/core/schema/progress.ts";
import { packCheckpoint, unpackCheckpoint } from "../../../lib/usecases/progress/checkpoint.ts";
import { packDiscovery, unpackDiscovery } from "../../../lib/usecases/progress/saved-discovery.ts";
import { toLine } from "../../../lib/usecases/report/line-runs.ts";
import { aQueue, aScope, midnight } from "../../fakes/samples.ts";

const row: CheckpointRow = {
  schema: "job-audit/progress/v1",
  kind: "looked-up",
  batch: 7,
  digest: "d",
  judged: [],
  failed: [],
};
const header = { schema: "job-audit/progress/v1", kind: "checkpoint", runId: "run1", savedAt: midnight, rows: 1 };

function packed(...lines: readonly object[]): Buffer {
  return gzip(Buffer.concat(lines.map(toLine)));
}

describe("unpackCheckpoint()", () => {
  it("gives back what was packed", () => {
    const bytes = packCheckpoint("run1", midnight, [toLine(row), toLine({ ...row, batch: 8 })]);
    expect(unpackCheckpoint("run1", bytes)).toEqual({ savedAt: midnight, rows: [row, { ...row, batch: 8 }] });
  });

  it.each<[string, Buffer]>([
    ["of another run", packed({ ...header, runId: "run2" }, row)],
    ["of another version", packed({ ...header, schema: "job-audit/progress/v2" }, row)],
    ["with a line of another version", packed(header, { ...row, schema: "job-audit/progress/v2" })],
    ["with a line that is not known", packed(header, { ...row, more: 1 })],
    ["without a header", packed(row)],
    ["with two", packed(header, header)],
    ["with fewer rows than it says", packed(header)],
    ["with more rows than it says", packed(header, row, row)],
    ["that is empty", gzip(Buffer.alloc(0))],
    ["that is no JSON", gzip(Buffer.from("{"))],
    ["that is not packed", toLine(header)],
  ])("takes nothing of one %s", (_, bytes) => {
    expect(unpackCheckpoint("run1", bytes)).toBeNull();
  });

  it("takes nothing of one that is cut anywhere", () => {
    const whole = packCheckpoint("run1", midnight, [toLine(row)]);
    for (let end = 0; end < whole.length; end += 1) expect(unpackCheckpoint("run1", whole.subarray(0, end))).toBeNull();
  });
});

const plan = { runId: "run1", name: { family: "pic", date: "2026-11-21" } } as const;
const secret = "5ec2e7c0ffee5ec2e7c0ffee";

describe("unpackDiscovery()", () => {
  const names = fc.constantFrom(null, "queue", `https://u:${secret}@h.example/x?sign=${secret}`);
  const urls = fc.constantFrom(null, `https://u:${secret}@h.example/x/${secret}?sign=${secret}`, `/${secret}`);

  it("gives scopes and queues back, which are told as those that were discovered, without their secrets", () => {
    fc.assert(
      fc.property(names, urls, fc.constantFrom("Active", "Paused"), (name, url, state) => {
        const { callback } = aQueue({ queueId: "" });
        const queue = aQueue({ queueId: "q1", name, state, callback: { ...callback, url } });
        const placed = { region: aScope.region, name: aScope.bucket, queue };
        const scope = { ...aScope, queueId: "q1" };
        const hole = { ...aScope, queueId: null, tag: null, from: 0, to: 1, requestId: null, evidence: null };
        const discovery = {
          scopes: [
            { scope, origin: "discovered", readBefore: true, queue },
            { scope: { ...scope, queueId: "gone" }, origin: "previous-night", readBefore: false, queue: null },
          ],
          queues: [placed],
          holes: [{ ...hole, cause: "network", detail: "no answer" }],
        } as const;
        const { family: _, ...told } = discovery.holes[0];
        const bytes = packDiscovery(plan, { ...discovery, holes: [told] });
        const found = unpackDiscovery("run1", bytes);
        expect(found?.scopes.map(({ queue: __, ...rest }) => rest)).toEqual(
          discovery.scopes.map(({ queue: __, ...rest }) => rest),
        );
        expect(found?.scopes.map((each) => each.queue?.state)).toEqual([state, undefined]);
        expect(found?.holes).toEqual([told]);
        const rows = (queues: readonly (typeof placed)[]) => queues.map((each) => queueRow(aScope, each.queue));
        expect(rows(found?.queues ?? [])).toEqual(rows([placed]));
        expect(JSON.stringify(found)).not.toContain(secret);
      }),
    );
  });

  it("takes nothing of another run, or of bytes that are something else", () => {
    const bytes = packDiscovery(plan, { scopes: [], queues: [], holes: [] });
    expect(unpackDiscovery("run1", bytes)).toEqual({ scopes: [], queues: [], holes: [] });
    expect(unpackDiscovery("run2", bytes)).toBeNull();
    expect(unpackDiscovery("run1", packed(header))).toBeNull();
    expect(unpackDiscovery("run1", Buffer.from("no"))).toBeNull();
  });
});
