/** What a handler makes of sinks that the settings name. */

import { describe, expect, it } from "vitest";
import { StoreError } from "../../lib/core/errors.ts";
import type { Outcome, Work } from "../../lib/runtime/function-spec.ts";
import { createHandler } from "../../lib/runtime/handler.ts";
import { least } from "../config/least-settings.ts";
import { lines } from "./lines.ts";
import { standingClock } from "./standing-clock.ts";

const withSinks = `${least}alerts:
  sinks:
    - { name: chat, type: slack, urlFrom: CHAT }
    - { name: hook, type: webhook, urlFrom: HOOK, secretFrom: HOOK_SECRET, severity: info }
`;
const sinkVariables = {
  CHAT: "https://hooks.slack.com/services/T0123ABCD/B0123ABCD/XXXXXXXXXXXXXXXX",
  HOOK: "https://hook.example.com/in-0123456789",
  HOOK_SECRET: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
};
const sinkValues = `${Object.values(sinkVariables).join(" ")} XXXXXXXXXXXXXXXX hook.example.com MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw`;

const credentials = { TENCENTCLOUD_SECRETID: "madeUpId", TENCENTCLOUD_SECRETKEY: "madeUpKey" };

interface Call {
  readonly run: (work: Work) => Promise<Outcome<object>>;
  readonly env: Record<string, string>;
}

async function call({ run, env }: Call) {
  const log = lines();
  const spec = { name: "diff", decode: (given: unknown) => given as object, run };
  const surroundings = { env: { ...credentials, ...env }, clock: standingClock(0), log, settingsText: () => withSinks };
  const said = await createHandler(spec, surroundings)({}, undefined).catch((error: Error) => `${error.stack}`);
  return { said, records: log.records() };
}

describe("createHandler(), with sinks", () => {
  it("makes a sink of each that the settings name, and asks the environment only when one is used", async () => {
    const seen: unknown[] = [];
    const run = async ({ sinks }: Work) => {
      seen.push(...sinks.map(({ name, type, severity }) => ({ name, type, severity })));
      seen.push(...sinks.map((sink) => sink.problems()));
      return { result: { jobs: 0 }, error: null };
    };
    const { said } = await call({ run, env: { CHAT: "https://h.example.com/" } });
    expect(said).toMatchObject({ status: "done" });
    expect(seen).toEqual([
      { name: "chat", type: "slack", severity: "warning" },
      { name: "hook", type: "webhook", severity: "info" },
      [],
      [
        "HOOK: not set; it is to hold the address of sink hook",
        "HOOK_SECRET: not set; it is to hold the secret to sign with",
      ],
    ]);
  });

  it.each([
    ["a result", async () => ({ result: { jobs: 1, seen: sinkValues }, error: null })],
    ["a failure", async () => ({ result: { jobs: 1 }, error: new StoreError(`Cannot do it: ${sinkValues}`) })],
    ["a defect", () => Promise.reject(new Error(`a defect with ${sinkValues}`))],
  ])("tells nobody addresses and secrets of sinks, in %s", async (_what, run) => {
    const told = JSON.stringify(await call({ run, env: sinkVariables }));
    expect(told).toContain("[cut:");
    expect(told).not.toMatch(/T0123ABCD|XXXXXXXX|hooks\.slack|in-0123|hook\.example|MfKQ9r8G/);
  });
});
