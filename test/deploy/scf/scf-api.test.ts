/** What the emulated platform does not have: other triggers, many of them, and answers that lack what they should hold. */

import { describe, expect, it } from "vitest";
import { createAsk } from "../../../deploy/scf/ask.ts";
import { createScfApi } from "../../../deploy/scf/scf-api.ts";
import type { ScfClient } from "../../../deploy/scf/sdk-clients.ts";

function open(answers: Readonly<Record<string, (request: never) => object>>) {
  const requests: object[] = [];
  const methods = Object.entries(answers).map(([action, answer]) => [
    action,
    async (request: never) => {
      requests.push({ action, ...(request as object) });
      return answer(request);
    },
  ]);
  const client = Object.fromEntries(methods) as ScfClient;
  const ask = createAsk({ sleep: async () => undefined });
  return { api: createScfApi({ scf: client, patientScf: client }, "audits", ask), requests };
}

const named = { FunctionName: "night", Namespace: "audits" };

describe("createScfApi()", () => {
  it("lists triggers to the last page", async () => {
    const all = Array.from({ length: 230 }, (_, index) => ({ TriggerName: `t${index}` }));
    const { api, requests } = open({
      ListTriggers: ({ Offset, Limit }: { Offset: number; Limit: number }) => ({
        Triggers: all.slice(Offset, Offset + Limit),
      }),
    });
    expect(await api.triggers("night")).toEqual(all);
    expect(requests).toEqual([0, 100, 200].map((Offset) => ({ action: "ListTriggers", ...named, Offset, Limit: 100 })));
    expect(await open({ ListTriggers: () => ({}) }).api.triggers("night")).toEqual([]);
  });

  it("deletes a timer by its name, and any other trigger by its description as well", async () => {
    const { api, requests } = open({ DeleteTrigger: () => ({ RequestId: "r1" }) });
    expect(await api.deleteTrigger("night", { name: "a", type: "timer", description: "{}" })).toBe("r1");
    await api.deleteTrigger("night", { name: "b", type: "cos", description: '{"x":1}' });
    expect(requests).toEqual([
      { action: "DeleteTrigger", ...named, TriggerName: "a", Type: "timer" },
      { action: "DeleteTrigger", ...named, TriggerName: "b", Type: "cos", TriggerDesc: '{"x":1}' },
    ]);
  });

  it("reads retries as far as they are told", async () => {
    const retryOf = (answer: object) => open({ GetFunctionEventInvokeConfig: () => answer }).api.retry("night");
    const RetryConfig = [{ RetryNum: 1 }, { RetryNum: -1 }];
    expect(await retryOf({ AsyncTriggerConfig: { RetryConfig, MsgTTL: 60 } })).toEqual({
      attempts: 1,
      maxAgeSeconds: 60,
    });
    expect(await retryOf({ AsyncTriggerConfig: { RetryConfig: [], MsgTTL: 60 } })).toEqual({ maxAgeSeconds: 60 });
    expect(await retryOf({})).toEqual({});
  });

  it("says that an invocation was answered with nothing", async () => {
    const { api } = open({ Invoke: () => ({}) });
    await expect(api.invoke("night", { event: "{}", type: "Event" })).rejects.toMatchObject({
      code: "PROTOCOL",
      message: "Cannot start the function night: the answer has no result",
    });
  });

  it("knows no request id where none is told", async () => {
    expect(await open({ DeleteFunction: () => ({}) }).api.remove("night")).toBeNull();
  });
});
