import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Change } from "../../deploy/change.ts";
import { type CompareOptions, compareFunction, hidden } from "../../deploy/compare.ts";
import type { DeployedFunction } from "../../deploy/deployed-function.ts";
import type { FunctionModel, PackedFunction, TimerModel } from "../../deploy/function-model.ts";
import { leastModel } from "./least-service.ts";

const sha256 = `0123456789ab${"f".repeat(52)}`;
const nightly: TimerModel = { name: "nightly", cron: "0 30 2 * * * *", argument: null, enabled: true };
const usual: CompareOptions = { prune: false, force: false };

function pack(model: Partial<FunctionModel> = {}): PackedFunction {
  return { model: { ...leastModel, ...model }, zip: new Uint8Array(), sha256, bytes: 0, bundleBytes: 0 };
}

/** What is there when `leastModel` has been deployed. */
function deployed(parts: Partial<DeployedFunction> = {}): DeployedFunction {
  return {
    status: "Active",
    reason: "",
    description: "",
    code: "0123456789ab",
    codeBytes: 1,
    modified: "2026-11-23 12:00:00",
    handler: "index.main_handler",
    runtime: "Nodejs20.19",
    memorySize: 512,
    timeout: 900,
    environment: {},
    role: null,
    logs: { logsetId: "chosen", topicId: "by the platform" },
    retry: { attempts: 2, maxAgeSeconds: 21_600 },
    triggers: [],
    ...parts,
  };
}

function trigger(timer: TimerModel) {
  return { name: timer.name, type: "timer", description: `{"cron":"${timer.cron}"}`, timer };
}

const cosTrigger = { name: "uploads", type: "cos", description: '{"bucketUrl":"x"}', timer: null };

describe("compareFunction()", () => {
  it("finds nothing to change in what is as declared", () => {
    expect(compareFunction(pack(), deployed(), usual)).toMatchObject({ changes: [], refusal: null });
  });

  it("creates what is not there, with every field that has a value", () => {
    const { changes } = compareFunction(pack({ environment: { A: "1" }, triggers: [nightly] }), null, usual);
    expect(changes.map(({ step, field, from }) => [step, field, from])).toEqual([
      ["create", "code", null],
      ["create", "handler", null],
      ["create", "runtime", null],
      ["create", "memorySize", null],
      ["create", "timeout", null],
      ["create", "environment.A", null],
      ["retry", "retry.attempts", null],
      ["retry", "retry.maxAgeSeconds", null],
      ["trigger", "trigger nightly", null],
    ]);
  });

  it.each<[Partial<DeployedFunction>, Change]>([
    [{ code: "ffffffffffff" }, { step: "code", field: "code", from: "ffffffffffff", to: "0123456789ab" }],
    [{ code: null }, { step: "code", field: "code", from: null, to: "0123456789ab" }],
    [{ handler: "index.other" }, { step: "code", field: "handler", from: "index.other", to: "index.main_handler" }],
    [{ description: "Old." }, { step: "configuration", field: "description", from: "Old.", to: null }],
    [{ memorySize: 64 }, { step: "configuration", field: "memorySize", from: "64 MB", to: "512 MB" }],
    [{ timeout: 3 }, { step: "configuration", field: "timeout", from: "3 s", to: "900 s" }],
    [{ role: "old" }, { step: "configuration", field: "role", from: "old", to: null }],
    [{ environment: { A: "1" } }, { step: "configuration", field: "environment.A", from: hidden, to: null }],
    [{ retry: { attempts: 0, maxAgeSeconds: 21_600 } }, { step: "retry", field: "retry.attempts", from: "0", to: "2" }],
    [{ retry: { attempts: 2 } }, { step: "retry", field: "retry.maxAgeSeconds", from: null, to: "21600 s" }],
  ])("tells of %j one change", (parts, change) => {
    expect(compareFunction(pack(), deployed(parts), usual).changes).toEqual([change]);
  });

  it("asks for the log topic that is declared, and for none where none is", () => {
    const logs = { logsetId: "set-1", topicId: "topic-1" };
    expect(compareFunction(pack({ logs }), deployed({ logs }), usual).changes).toEqual([]);
    expect(compareFunction(pack({ logs }), deployed(), usual).changes).toEqual([
      {
        step: "configuration",
        field: "logs",
        from: "logset chosen, topic by the platform",
        to: "logset set-1, topic topic-1",
      },
    ]);
  });

  it("names variables that differ and holds no value of any", () => {
    const secret = fc.string({ unit: fc.constantFrom(..."abcdef"), minLength: 8, maxLength: 12 });
    // As an object has them of itself, too.
    const name = fc.constantFrom("ALERTS_URL", "constructor", "toString", "A", "B");
    const environment = fc.dictionary(name, secret);
    fc.assert(
      fc.property(environment, environment, (wanted, there) => {
        const plan = compareFunction(pack({ environment: wanted }), deployed({ environment: there }), usual);
        const names = [...new Set([...Object.keys(wanted), ...Object.keys(there)])];
        const of = (values: Record<string, string>, key: string) => (Object.hasOwn(values, key) ? values[key] : null);
        const differing = names.filter((key) => of(wanted, key) !== of(there, key));
        expect(plan.changes.map(({ field }) => field).sort()).toEqual(
          differing.map((key) => `environment.${key}`).sort(),
        );
        for (const { field, from, to } of plan.changes) {
          const key = field.replace("environment.", "");
          expect([from, to]).toEqual([of(there, key) && hidden, of(wanted, key) && hidden]);
        }
      }),
    );
  });

  it("sends code again when it is told to, and when nobody knows what became of an update", () => {
    const again = [{ step: "code", field: "code", from: "0123456789ab", to: "0123456789ab" }];
    expect(compareFunction(pack(), deployed(), { ...usual, force: true }).changes).toEqual(again);
    expect(compareFunction(pack(), deployed({ status: "UpdateFailed" }), usual).changes).toEqual(again);
  });

  it("creates, updates and, when it is told to, removes triggers", () => {
    const late: TimerModel = { ...nightly, name: "late", argument: "x", enabled: false };
    const declared = [nightly, { ...late, cron: "0 0 5 * * * *" }, { ...nightly, name: "same" }];
    const there = [
      trigger(late),
      trigger({ ...nightly, name: "same" }),
      trigger({ ...late, name: "by-hand" }),
      cosTrigger,
    ];
    const kept = compareFunction(pack({ triggers: declared }), deployed({ triggers: there }), usual);
    expect(kept.changes).toEqual([
      { step: "trigger", field: "trigger nightly", from: null, to: "0 30 2 * * * *" },
      { step: "trigger", field: "trigger late.cron", from: "0 30 2 * * * *", to: "0 0 5 * * * *" },
    ]);
    expect(kept.triggers.stay.map(({ name }) => name)).toEqual(["by-hand", "uploads"]);
    expect(kept.triggers.update).toEqual([declared[1]]);

    const pruned = compareFunction(pack({ triggers: declared }), deployed({ triggers: there }), {
      ...usual,
      prune: true,
    });
    expect(pruned.triggers).toMatchObject({ stay: [], remove: [{ name: "by-hand" }, { name: "uploads" }] });
    expect(pruned.changes.slice(2)).toEqual([
      { step: "trigger", field: "trigger by-hand", from: "0 30 2 * * * *, argument x, off", to: null },
      { step: "trigger", field: "trigger uploads", from: 'cos: {"bucketUrl":"x"}', to: null },
    ]);
  });

  it("refuses another runtime, and what was never created", () => {
    expect(compareFunction(pack(), deployed({ runtime: "Nodejs18.15" }), usual).refusal).toMatch(
      /^it runs on Nodejs18\.15/,
    );
    const failed = deployed({ status: "CreateFailed", reason: "InternalError: x", retry: null });
    expect(compareFunction(pack(), failed, usual).refusal).toMatch(/^its creation failed \(InternalError: x\)/);
  });
});
