import { describe, expect, it } from "vitest";
import { DeadlineError, NetworkError, ProtocolError, ServiceError } from "../../../lib/core/errors.ts";
import type { LookupRequest } from "../../../lib/ports/cloud-infinite.ts";
import { lookUp } from "../../../lib/usecases/recheck/look-up.ts";
import { type FakeCiOptions, fakeCi } from "../../fakes/fake-ci.ts";
import { aJob, aScope, midnight } from "../../fakes/samples.ts";
import { known, never } from "./a-committed-night.ts";

const held = ["a", "b", "c"].map((id) => ({ scope: aScope, job: aJob({ id }) }));
const place = { family: "pic", region: aScope.region, bucket: aScope.bucket };
const refusal = (status: number) =>
  new ServiceError("Cannot look jobs up: refused", { status, serviceCode: "Refused", requestId: "r1" });
const several = ({ ids }: LookupRequest) => ids.length > 1;

async function lookUpAll(ids: readonly string[], options: FakeCiOptions = {}, signal = never) {
  const ci = fakeCi(held, options);
  const kept: string[] = [];
  const keepRaw = async (body: Uint8Array) => `raw/${kept.push(Buffer.from(body).toString())}`;
  const jobs = ids.map((id, index) => known(id, index));
  const outcomes = await lookUp({ ci, keepRaw }, aScope, jobs, signal);
  expect([...outcomes.keys()]).toEqual(jobs);
  return { outcomes: [...outcomes.values()], asked: ci.lookups.map((lookup) => lookup.ids.join()), kept, ci };
}

const words = (outcomes: Awaited<ReturnType<typeof lookUpAll>>["outcomes"]) =>
  outcomes.map((outcome) => (outcome.kind === "seen" ? outcome.job.id : outcome.kind));

describe("lookUp(), of one job", () => {
  it("sees it, or hears that it does not exist", async () => {
    const { outcomes, ci } = await lookUpAll(["b"]);
    expect(outcomes).toEqual([{ kind: "seen", job: held[1]?.job }]);
    expect(ci.lookups).toEqual([{ place, ids: ["b"] }]);
    expect((await lookUpAll(["gone"])).outcomes).toEqual([{ kind: "vanished" }]);
  });

  it.each([
    [refusal(403), "access-denied", "r1", true],
    [refusal(404), "service-error", "r1", false],
    [new NetworkError("no answer"), "network", null, true],
    [new DeadlineError("no time"), "network", null, true],
    [new ProtocolError("no XML", { requestId: "r2" }), "undecodable", "r2", false],
  ])("makes a hole over its second of %s", async (error, cause, requestId, outage) => {
    const hole = { from: midnight, to: midnight + 1_000, cause, detail: error.message, requestId, evidence: null };
    expect((await lookUpAll(["b"], { failLookups: () => error })).outcomes).toEqual([{ kind: "failed", hole, outage }]);
  });

  it("keeps an answer that cannot be read", async () => {
    const error = new ProtocolError("no XML", { body: Buffer.from("<JobsDetail>") });
    const { outcomes, kept } = await lookUpAll(["b"], { failLookups: () => error });
    expect(outcomes).toMatchObject([{ hole: { evidence: "raw/1" } }]);
    expect(kept).toEqual(["<JobsDetail>"]);
  });

  it("believes no answer that says nothing of it", async () => {
    const alterLookup = () => ({ jobs: [aJob({ id: "c" })], unknown: ["d"], requestId: "r3" });
    const detail = "Cannot see job b again: the answer says nothing of it";
    expect((await lookUpAll(["b"], { alterLookup })).outcomes).toMatchObject([
      { kind: "failed", hole: { cause: "undecodable", detail, requestId: "r3" } },
    ]);
  });

  it("throws what is no answer: an abort, a defect", async () => {
    const defect = new TypeError("x is not a function");
    await expect(lookUpAll(["b"], { failLookups: () => defect })).rejects.toBe(defect);
    const controller = new AbortController();
    const reason = new Error("enough");
    controller.abort(reason);
    await expect(lookUpAll(["b"], {}, controller.signal)).rejects.toBe(reason);
  });
});

describe("lookUp(), of several jobs", () => {
  it("asks once for all that are known", async () => {
    const { outcomes, asked } = await lookUpAll(["c", "a"]);
    expect([words(outcomes), asked]).toEqual([["c", "a"], ["c,a"]]);
  });

  it("takes none for vanished without asking for it alone", async () => {
    const { outcomes, asked } = await lookUpAll(["a", "gone", "b"]);
    expect([words(outcomes), asked]).toEqual([
      ["a", "vanished", "b"],
      ["a,gone,b", "gone"],
    ]);
    const wrong = await lookUpAll(["a", "b"], {
      alterLookup: (answer) => (answer.jobs.length > 1 ? { ...answer, jobs: [], unknown: ["a", "b"] } : answer),
    });
    expect(words(wrong.outcomes)).toEqual(["a", "b"]);
  });

  it("asks for a job alone that the answer says nothing of", async () => {
    const alterLookup: FakeCiOptions["alterLookup"] = (answer) => ({ ...answer, jobs: answer.jobs.slice(0, 1) });
    const { outcomes, asked } = await lookUpAll(["a", "b"], { alterLookup });
    expect([words(outcomes), asked]).toEqual([
      ["a", "b"],
      ["a,b", "b"],
    ]);
  });

  it.each([refusal(400), refusal(404), new ProtocolError("one job of the answer has no JobId")])(
    "asks for each alone when all together fail with %s",
    async (error) => {
      const { outcomes, asked } = await lookUpAll(["a", "b"], {
        failLookups: (request) => (several(request) ? error : null),
      });
      expect([words(outcomes), asked]).toEqual([
        ["a", "b"],
        ["a,b", "a", "b"],
      ]);
    },
  );

  it.each([refusal(403), refusal(503), new NetworkError("no answer"), new ProtocolError("a proxy", { foreign: true })])(
    "does not go on to ask for each after %s",
    async (error) => {
      const { outcomes, asked } = await lookUpAll(["a", "b"], { failLookups: () => error });
      expect([words(outcomes), asked]).toEqual([["failed", "failed"], ["a,b"]]);
      expect(outcomes).toMatchObject([{ hole: { from: midnight } }, { hole: { from: midnight + 1_000 } }]);
    },
  );
});
