import { describe, expect, it } from "vitest";
import { nestWorst } from "../../../lib/core/page/nest-worst.ts";
import type { Regression } from "../../../lib/core/schema/regression.ts";
import { aDrift, aGroup, aQueueChange, aSpike } from "../../fakes/diff-lines.ts";

const scope = aSpike();
const rate = aSpike({ level: "group", fingerprint: "v1:aa", code: "Broken", message: "it is" });
const operation = aSpike({ level: "operation", operation: "t1" });
const group = aGroup({ fingerprint: "v1:aa" });

function nested(...rows: readonly Regression[]) {
  return nestWorst(rows).map(({ row, within }) => [row, ...within]);
}

describe("nestWorst()", () => {
  it("puts into a scope that spikes what spikes inside it, whichever comes first", () => {
    const queue = aQueueChange();
    expect(nested(operation, scope, queue, rate)).toEqual([[scope, operation, rate], [queue]]);
  });

  it("tells a kind of failure once: by its own line, which has ids of jobs, or by its rate", () => {
    expect(nested(scope, rate, operation, group)).toEqual([[scope, operation, group]]);
    expect(nested(scope, rate)).toEqual([[scope, rate]]);
  });

  it("leaves for itself what a spike does not account for, or another scope's does not", () => {
    const other = aGroup({ fingerprint: "v1:bb" });
    const elsewhere = { ...rate, queueId: "p2" };
    const drift = aDrift();
    expect(nested(scope, rate, other, elsewhere, drift)).toEqual([[scope, rate], [other], [elsewhere], [drift]]);
  });

  it("nests nothing where no scope spikes", () => {
    expect(nested(rate, operation, group)).toEqual([[rate], [operation], [group]]);
  });
});
