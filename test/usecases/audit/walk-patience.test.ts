import { describe, expect, it } from "vitest";
import { NetworkError, ServiceError } from "../../../lib/core/errors.ts";
import { createWalkPatience } from "../../../lib/usecases/audit/walk-patience.ts";
import { aScope } from "../../fakes/samples.ts";

const silent = new NetworkError("no answer");
const [one, two, three, four] = ["b1", "b2", "b3", "b4"].map((bucket) => ({ ...aScope, bucket })) as [
  typeof aScope,
  typeof aScope,
  typeof aScope,
  typeof aScope,
];

function patienceAfter(...silences: readonly (readonly [typeof aScope, number])[]) {
  const patience = createWalkPatience();
  for (const [scope, count] of silences) {
    for (let n = 0; n < count; n += 1) patience.tell(scope, silent);
  }
  return patience;
}

describe("createWalkPatience()", () => {
  it("is spent for a bucket after five windows without an answer, of whichever queue, and for no other", () => {
    const patience = patienceAfter([one, 3], [{ ...one, tag: "ImageInspect", queueId: "q9" }, 1]);
    expect(patience.spent(one)).toBeNull();
    patience.tell(one, silent);
    expect(patience.spent(one)).toMatchObject({ error: silent });
    expect(patience.spent({ ...one, queueId: "q10" })).toMatchObject({ error: silent });
    expect([patience.spent(two), patience.spent({ ...one, region: "elsewhere" })]).toEqual([null, null]);
  });

  it("is spent for a region after three such buckets", () => {
    expect(patienceAfter([one, 5], [two, 5], [three, 4]).spent(four)).toBeNull();
    const patience = patienceAfter([one, 5], [two, 5], [three, 5]);
    expect(patience.spent(four)).toMatchObject({ error: silent });
    expect(patience.spent({ ...four, region: "elsewhere" })).toBeNull();
  });

  it.each([null, new ServiceError("denied", { status: 403, serviceCode: "AccessDenied", requestId: null })])(
    "is restored by an answer: %s",
    (answer) => {
      const patience = patienceAfter([one, 5], [two, 5], [three, 5]);
      patience.tell(three, answer);
      expect([three, four].map(patience.spent)).toEqual([null, null]);
      expect(patience.spent(one)).not.toBeNull();
    },
  );

  it("ends with the first window without an answer once it was renewed", () => {
    const patience = patienceAfter([one, 5], [two, 5], [three, 5]);
    patience.renew();
    expect([one, four].map(patience.spent)).toEqual([null, null]);
    patience.tell(one, silent);
    expect(patience.spent(one)).not.toBeNull();
    expect(patience.spent(four)).toBeNull();
  });
});
