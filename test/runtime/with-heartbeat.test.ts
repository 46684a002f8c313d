import { describe, expect, it } from "vitest";
import { EventError, NetworkError, StoreError } from "../../lib/core/errors.ts";
import type { Heartbeat, Ping } from "../../lib/ports/heartbeat.ts";
import type { Outcome } from "../../lib/runtime/function-spec.ts";
import type { ToldRun } from "../../lib/runtime/heartbeat-body.ts";
import { tellHeartbeat, withHeartbeat } from "../../lib/runtime/with-heartbeat.ts";
import { memoryStore } from "../fakes/memory-store.ts";

const commit = "v1/commits/family=pic/date=2026-11-20/r0001.json";
const night = {
  family: "pic",
  date: "2026-11-20",
  commit,
  status: "complete",
  jobs: 200,
  findings: 10,
  holes: 0,
} as const;
const whole: ToldRun = { nights: [night], failures: [], left: [] };
const old = { family: "pic", date: "2026-11-19" } as const;

interface World {
  readonly outcome?: Outcome<ToldRun>;
  readonly thrown?: unknown;
  readonly requestId?: string | null;
  /** What pings come to, one after the other. */
  readonly answers?: readonly (string | null | Error)[];
  readonly stop?: AbortSignal;
}

function beating(world: World) {
  const { outcome = { result: whole, error: null }, requestId = "r1", answers = [], stop } = world;
  const pings: Ping[] = [];
  const heartbeat: Heartbeat = {
    async ping(ping) {
      const answer = answers[pings.length] ?? null;
      pings.push(ping);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const store = memoryStore(({ key }) => (key === "gone" ? new NetworkError("no answer") : null));
  store.objects.set(commit, Buffer.from("abc"));
  const signal = stop ?? new AbortController().signal;
  const work = { heartbeat, store, signal, requestId, nameRun: () => "run1" };
  return { work, outcome, pings };
}

function beat(world: World) {
  const { work, outcome, pings } = beating(world);
  const ran = withHeartbeat(work, async () => {
    if ("thrown" in world) throw world.thrown;
    return outcome;
  });
  return { ran, pings };
}

async function endOf(world: World): Promise<Ping | undefined> {
  const { ran, pings } = beat(world);
  await ran.catch(() => undefined);
  return pings.at(-1);
}

describe("withHeartbeat", () => {
  it("pings that a run begins, and how it ended, with counts, the commit and its hash", async () => {
    const { ran, pings } = beat({});
    expect(await ran).toEqual({ result: { ...whole, heartbeat: { signal: "success", problems: [] } }, error: null });
    expect(pings).toEqual([
      { signal: "start", run: expect.stringMatching(/^[0-9a-f-]{36}$/), body: "" },
      {
        signal: "success",
        run: pings[0]?.run,
        body: `cloud-infinite-job-audit 0.1.0, audit
pic 2026-11-20 complete: 200 jobs, 10 findings, 0 holes
  ${commit} sha256 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
`,
      },
    ]);
  });

  it("names runs by the request: a retry has the same, another request another, and none a name of its own", async () => {
    const runOf = async (requestId: string | null) => (await endOf({ requestId }))?.run;
    expect(await runOf("r1")).toBe(await runOf("r1"));
    expect(await runOf("r2")).not.toBe(await runOf("r1"));
    expect(await runOf(null)).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("takes a night with holes for a night, and tells of them", async () => {
    const incomplete: ToldRun = { ...whole, nights: [{ ...night, status: "incomplete", holes: 2 }] };
    const ping = await endOf({ outcome: { result: incomplete, error: null } });
    expect(ping).toMatchObject({
      signal: "success",
      body: expect.stringContaining("incomplete: 200 jobs, 10 findings, 2 holes"),
    });
  });

  it("takes nights for audited whose repair or diff failed or was left", async () => {
    const result: ToldRun = {
      ...whole,
      failures: [{ ...old, step: "diff", code: "STORE" }],
      left: [{ ...old, step: "repair" }],
    };
    const ping = await endOf({ outcome: { result, error: new StoreError("Cannot read a secret") } });
    expect(ping?.signal).toBe("success");
    expect(ping?.body).toContain("error: STORE\n");
    expect(ping?.body).toContain("failed: diff of pic 2026-11-19, STORE\nleft: repair of pic 2026-11-19\n");
    expect(ping?.body).not.toContain("secret");
  });

  it("tells of failure where a night is not audited and nothing will try again", async () => {
    const failed: ToldRun = { ...whole, failures: [{ ...old, step: "audit", code: "STORE" }] };
    expect(await endOf({ outcome: { result: failed, error: new StoreError("x") } })).toMatchObject({ signal: "fail" });
    expect(await endOf({ thrown: new EventError("x") })).toMatchObject({ signal: "fail" });
    const defect = await endOf({ thrown: new TypeError("x is secret") });
    expect(defect).toMatchObject({ signal: "fail", body: "cloud-infinite-job-audit 0.1.0, audit\nerror: DEFECT\n" });
  });

  it("only notes what the platform tries again", async () => {
    const left: ToldRun = { ...whole, left: [{ ...old, step: "audit" }] };
    const error = new NetworkError("x");
    expect(await endOf({ outcome: { result: left, error } })).toMatchObject({ signal: "log" });
    expect(await endOf({ thrown: error })).toMatchObject({ signal: "log" });
  });

  it("throws what the run threw, after the ping", async () => {
    const error = new NetworkError("x");
    await expect(beat({ thrown: error }).ran).rejects.toBe(error);
  });

  it("tells why pings were not taken, and fails nothing", async () => {
    const { ran } = beat({ answers: ["it answered 404", new Error("aborted")] });
    expect((await ran).result?.heartbeat).toEqual({
      signal: "success",
      problems: [
        "Cannot ping the heartbeat (start): it answered 404",
        "Cannot ping the heartbeat (success): it was stopped",
      ],
    });
  });

  it("says what of a commit's hash is not known", async () => {
    const bodyOf = async (key: string) => {
      const result = { ...whole, nights: [{ ...night, commit: key }] };
      return (await endOf({ outcome: { result, error: null } }))?.body;
    };
    expect(await bodyOf("gone")).toContain("gone sha256 unknown: NETWORK");
    expect(await bodyOf("other")).toContain("other sha256 unknown: it is gone");
  });

  it("says how a run ended whose time is up", async () => {
    const stop = new AbortController();
    stop.abort(new Error("time is up"));
    const { ran, pings } = beat({ stop: stop.signal });
    await ran;
    expect(pings.map(({ signal }) => signal)).toEqual(["start", "success"]);
  });

  it("runs alone where nobody waits for it", async () => {
    const work = {
      heartbeat: null,
      store: memoryStore(),
      signal: new AbortController().signal,
      requestId: null,
      nameRun: () => "x",
    };
    const outcome: Outcome<ToldRun> = { result: whole, error: null };
    expect(await withHeartbeat(work, async () => outcome)).toBe(outcome);
  });
});

describe("tellHeartbeat", () => {
  async function told(outcome: Outcome<ToldRun>) {
    const { work, pings } = beating({ outcome });
    return { told: await tellHeartbeat(work, outcome), pings };
  }

  it("tells start and end of a run that is over, as of one run", async () => {
    const { told: said, pings } = await told({ result: whole, error: null });
    expect(said).toEqual({ heartbeat: { signal: "success", problems: [] } });
    expect(pings.map(({ signal, run }) => [signal, run])).toEqual([
      ["start", pings[0]?.run],
      ["success", pings[0]?.run],
    ]);
    expect(pings[1]?.body).toContain("pic 2026-11-20 complete: 200 jobs");
  });

  it("begins nothing that does not end", async () => {
    const left: ToldRun = { ...whole, left: [{ ...old, step: "audit" }] };
    const { pings } = await told({ result: left, error: new NetworkError("x") });
    expect(pings.map(({ signal }) => signal)).toEqual(["log"]);
  });

  it("says nothing where nobody listens", async () => {
    const { work } = beating({});
    expect(await tellHeartbeat({ ...work, heartbeat: null }, { result: whole, error: null })).toEqual({});
  });
});
