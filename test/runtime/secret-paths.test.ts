/** Every way out of a function, and a secret in each form put on each: none may come through. */

import { describe, expect, it } from "vitest";
import * as errors from "../../lib/core/errors.ts";
import { type EventName, eventLevels, type RunEvent } from "../../lib/core/run-event.ts";
import type { FunctionSurroundings, Outcome, Work } from "../../lib/runtime/function-spec.ts";
import { createHandler } from "../../lib/runtime/handler.ts";
import { createQuickClock } from "../cli/quick-clock.ts";
import { least } from "../config/least-settings.ts";
import { lines } from "./lines.ts";
import { leaks, plantedForms, plantedSecrets, poison, secretEnvironment } from "./planted-secrets.ts";

type Run = (work: Work) => Promise<Outcome<object>>;

interface Call extends Partial<Pick<FunctionSurroundings, "transport">> {
  readonly run?: Run;
  readonly settings?: string;
  readonly env?: Record<string, string>;
  readonly event?: unknown;
  readonly context?: unknown;
}

const sinks = `${least}alerts:\n  sinks: [{ name: chat, type: slack, urlFrom: CHAT}]\n`;
const done: Outcome<object> = { result: {}, error: null };

/** Everything that the platform or a caller gets to see. A `run` that is given has to come about. */
async function call({ run, settings = sinks, env = {}, event = {}, context, ...more }: Call) {
  const log = lines();
  let ran = 0;
  const counted: Run = (work) => {
    ran += 1;
    return run === undefined ? Promise.resolve(done) : run(work);
  };
  const handler = createHandler(
    { name: "audit", decode: (given) => given as object, run: counted },
    { ...more, env: { ...secretEnvironment, ...env }, clock: createQuickClock(0), log, settingsText: () => settings },
  );
  const said = await handler(event, context).catch((thrown: unknown) => thrown);
  if (run !== undefined) expect(ran).toBe(1);
  return { said, log: log.text(), records: log.records() };
}

function errorsOf(secret: string): readonly unknown[] {
  const cause = Object.assign(new Error(secret), { [secret]: secret, headers: { authorization: secret } });
  const facts = { status: 403, serviceCode: secret, requestId: secret, cause };
  return [
    new errors.ConfigError(secret, { problems: [secret], cause }),
    new errors.EventError(secret),
    new errors.ServiceError(secret, facts),
    new errors.ServiceError(secret, { ...facts, status: 503 }),
    new errors.NetworkError(secret, { cause }),
    new errors.ProtocolError(secret, { body: Buffer.from(secret), requestId: secret, cause }),
    new errors.DeadlineError(secret, { cause }),
    new errors.StoreError(secret, { cause }),
    new errors.NothingReadError(secret, { seen: [secret], retryable: true }),
    new errors.NothingReadError(secret, { seen: [secret], retryable: false }),
    new errors.SinkError(secret, { retryable: false, cause }),
    Object.assign(new TypeError(secret, { cause }), { name: secret, [secret]: secret }),
    new AggregateError([cause], secret),
    secret,
    { toString: () => secret, secret },
  ];
}

describe("what a function tells", () => {
  it("would be seen to hold a secret if it did", () => {
    for (const [, secret] of plantedForms) expect(leaks([{ a: secret }])).toHaveLength(1);
    expect(leaks(new Error("x", { cause: new Error(poison) }))).not.toEqual([]);
    expect(errorsOf("x").length).toBeGreaterThan(errors.errorCodes.length);
  });

  it.each(plantedForms)(
    "holds no secret of an error, its cause, its stack or its problems: %s",
    async (_what, secret) => {
      for (const error of errorsOf(secret)) {
        for (const run of [() => Promise.reject(error), async () => ({ result: { secret }, error })]) {
          const { said, log } = await call({ run });
          expect(leaks([said, log])).toEqual([]);
          expect(log).toContain('"msg":"failed"');
        }
      }
    },
  );

  it.each(plantedForms)("holds no secret of an event's fields: %s", async (_what, secret) => {
    const names = Object.keys(eventLevels) as EventName[];
    const facts = { family: secret, message: secret, [secret]: 1, list: [{ deep: [secret] }], token: "plain" };
    const run: Run = async ({ events }) => {
      for (const event of names) events.tell({ event, ...facts } as unknown as RunEvent);
      return done;
    };
    const { log, records } = await call({ run });
    expect(leaks(log)).toEqual([]);
    expect(records).toHaveLength(2 + names.length - 1);
    expect(log).not.toContain("plain");
  });

  it.each(plantedForms)(
    "holds no secret of a result, in values, names and under telling names: %s",
    async (_what, secret) => {
      const result = { [secret]: 1, at: [{ deep: secret }], signature: "plain", headers: { authorization: ["plain"] } };
      const { said, log } = await call({ run: async () => ({ result, error: null }) });
      expect(leaks([said, log])).toEqual([]);
      expect(JSON.stringify(said) + log).not.toContain("plain");
    },
  );

  it.each(plantedForms)("holds no secret of settings, the event or the context: %s", async (_what, secret) => {
    const text = JSON.stringify(secret);
    for (const settings of [
      `${least}timeZone: ${text}\n`,
      `${least}${text}: 1\n`,
      `${least}settle: ${text}\nreport: ${text}\n`,
      `${secret}: [`,
      `a: "${secret}`,
    ]) {
      const { said, log } = await call({ settings });
      expect(leaks([said, log])).toEqual([]);
      expect(said).toMatchObject({ status: "failed", error: { code: "CONFIG" } });
    }
    const env = { AUDIT_TIME_ZONE: secret, AUDIT_EXCLUDE: `[${secret}`, AUDIT_ALERTS_SINKS: `[{ name: ${text} }]` };
    expect(leaks(Object.values(await call({ env })))).toEqual([]);
    expect(leaks(Object.values(await call({ event: { date: secret, [secret]: 1 } })))).toEqual([]);
    const context = { request_id: secret, environment: JSON.stringify(secretEnvironment), [secret]: secret };
    const told = await call({ context });
    expect(leaks(Object.values(told))).toEqual([]);
    expect(told.records[0]?.["requestId"]).toEqual(expect.any(String));
  });

  it.each(plantedForms)(
    "holds no secret of an answer's headers and body, or of a request's address: %s",
    async (_what, secret) => {
      const settings = `${least.replace(/report:.*/, "report: { store: cos, bucket: audit-1250000000, region: ap-x }")}`;
      const run: Run = async ({ store, signal }) => ({
        result: {},
        error: await store.get(/^[\w.=-]+$/.test(secret) ? secret : "a/b.json", signal).catch(String),
      });
      for (const status of [200, 403, 404, 503]) {
        const body = `<Error><Code>${secret}</Code><Message>${secret}</Message><RequestId>${secret}</RequestId></Error>`;
        const headers = { "x-cos-request-id": secret, "retry-after": secret, "content-type": secret, etag: secret };
        const answer = { status, headers, body: Buffer.from(body), requestId: secret };
        for (const transport of [async () => answer, () => Promise.reject(new errors.NetworkError(secret))]) {
          const { said, log } = await call({ run, settings, transport });
          expect(leaks([said, log])).toEqual([]);
        }
      }
    },
  );

  it("tells nobody of a secret by a metric's labels", async () => {
    const texts: string[] = [];
    const run: Run = async ({ metricsText }) => {
      const labels = { family: poison, cause: poison };
      texts.push(await metricsText([{ name: "job_audit_night_holes", samples: [{ labels, value: 1 }] }]));
      return done;
    };
    await call({ run });
    expect(leaks(texts)).toEqual([]);
    expect(texts.join()).toContain("[cut:");
    expect(Object.keys(plantedSecrets)).toHaveLength(16);
  });
});
