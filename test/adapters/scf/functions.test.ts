import { describe, expect, it } from "vitest";
import { createFunctions } from "../../../lib/adapters/scf/functions.ts";
import { ConfigError, DeadlineError, ServiceError } from "../../../lib/core/errors.ts";
import { openEmulator } from "../../emulator/open-emulator.ts";
import { credential } from "../../emulator/small-world.ts";
import { createGate } from "../tencent/gate.ts";
import { credentials, failureOf, functionsAt, name, never, patientClock } from "./start-function.ts";

const functions = { diff: async (event: unknown) => ({ seen: event }) };

describe("createFunctions(), against the emulated platform", () => {
  it("starts a function with its event and tells the id that the platform runs it under", async () => {
    const emulator = await openEmulator({ scf: { functions } });
    const { requestId } = await functionsAt(emulator.url).start(name, { date: "2026-11-21", note: "图" }, never);
    await emulator.idle();
    expect(emulator.scf.results).toEqual([
      expect.objectContaining({
        requestId,
        functionName: "diff",
        namespace: "default",
        type: "Event",
        event: { date: "2026-11-21", note: "图" },
        tries: [{ ok: true, value: { seen: { date: "2026-11-21", note: "图" } } }],
      }),
    ]);
  });

  it("does not wait for the function's end", async () => {
    const gate = createGate<void>();
    const emulator = await openEmulator({ scf: { functions: { diff: () => gate.promise } } });
    await functionsAt(emulator.url).start(name, {}, never);
    expect(emulator.scf.results[0]?.tries).toEqual([]);
    gate.resolve();
    await emulator.idle();
    expect(emulator.scf.results[0]?.tries).toHaveLength(1);
  });

  it("names region, namespace and action, and goes by the machine's clock unless given another", async () => {
    const seen: ReadonlyMap<string, string>[] = [];
    const emulator = await openEmulator({
      scf: { functions, namespace: "audit" },
      observe: ({ headers }) => seen.push(headers),
    });
    const plain = createFunctions({ credentials: () => credentials, endpoint: emulator.url });
    await plain.start({ ...name, namespace: "audit" }, {}, never);
    expect(Object.fromEntries(seen[0] ?? [])).toMatchObject({
      host: "scf.tencentcloudapi.com",
      "x-tc-action": "Invoke",
      "x-tc-version": "2018-04-16",
      "x-tc-region": "ap-chongqing",
    });
  });

  it("reads credentials anew for each start, the token too", async () => {
    const temporary = { secretId: "AKIDtemporary", secretKey: "temporary-key", sessionToken: "token/+=x" };
    const emulator = await openEmulator({ scf: { functions }, credentials: [credential, temporary] });
    let current: typeof credentials | typeof temporary = credentials;
    const client = functionsAt(emulator.url, { credentials: () => current });
    await client.start(name, { turn: 1 }, never);
    current = temporary;
    await client.start(name, { turn: 2 }, never);
    await emulator.idle();
    expect(emulator.scf.results.map(({ event }) => event)).toEqual([{ turn: 1 }, { turn: 2 }]);
  });

  it.each([
    ["a wrong secret", { secretKey: "another-key" }, "AuthFailure.SignatureFailure"],
    ["an unknown id", { secretId: "AKIDnobody" }, "AuthFailure.SecretIdNotFound"],
    ["a token that is not the key's", { sessionToken: "stolen-token" }, "AuthFailure.TokenFailure"],
  ])("is refused with %s, and tells neither key nor token", async (_, change, serviceCode) => {
    const emulator = await openEmulator({ scf: { functions } });
    const wrong = { ...credentials, ...change };
    const error = await failureOf(functionsAt(emulator.url, { credentials: () => wrong }).start(name, {}, never));
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({
      serviceCode,
      status: 200,
      retryable: false,
      requestId: expect.stringMatching(/^.{36}$/),
    });
    expect(error.message).toContain("Cannot start the function default/diff in ap-chongqing: the platform answered");
    expect(error.message).toContain(`(request ${(error as ServiceError).requestId})`);
    expect(error.message).not.toMatch(/another-key|AKIDnobody|stolen-token|example-key/);
    expect(emulator.stats().refusedSignatures).toBe(1);
    expect(emulator.scf.results).toEqual([]);
  });

  it.each([
    [-301, "AuthFailure.SignatureExpire"],
    [301, "AuthFailure.SignatureExpire"],
    [-299, undefined],
    [299, undefined],
  ])("is refused when its clock is more than five minutes off, not at %i seconds", async (seconds, serviceCode) => {
    const now = Date.UTC(2026, 10, 21, 23, 59, 59);
    const emulator = await openEmulator({ scf: { functions }, scfNow: () => now });
    const clock = patientClock(now + seconds * 1000);
    const started = functionsAt(emulator.url, { clock }).start(name, {}, never);
    const error = await failureOf(started);
    if (serviceCode === undefined) expect(error.message).toBe("it did not fail");
    else expect(error).toMatchObject({ serviceCode });
  });

  it.each([
    [{ ...name, function: "nobody" }, "ResourceNotFound.Function"],
    [{ ...name, namespace: "nowhere" }, "ResourceNotFound.Namespace"],
  ])("says that there is no %o", async (unknown, serviceCode) => {
    const emulator = await openEmulator({ scf: { functions } });
    const error = await failureOf(functionsAt(emulator.url).start(unknown, {}, never));
    expect(error).toMatchObject({ code: "SERVICE", serviceCode, retryable: false });
    expect(error.message).toContain(`Cannot start the function ${unknown.namespace}/${unknown.function}`);
  });

  it("takes an event of 128 KB and refuses a larger one before anything goes out", async () => {
    const emulator = await openEmulator({ scf: { functions } });
    const client = functionsAt(emulator.url);
    const around = JSON.stringify({ text: "" }).length;
    await client.start(name, { text: "x".repeat(131_072 - around) }, never);
    const error = await failureOf(client.start(name, { text: "x".repeat(131_073 - around) }, never));
    expect(error).toBeInstanceOf(RangeError);
    expect(error.message).toBe(
      "Cannot start the function diff: its event has 131073 bytes; the platform takes 131072.",
    );
    expect(emulator.stats().requests).toBe(1);
  });

  it("refuses credentials that cannot be signed with, without telling them", async () => {
    const broken = { ...credentials, secretKey: "5ec2e7\nc0ffee" };
    const error = await failureOf(
      functionsAt("http://127.0.0.1:1", { credentials: () => broken }).start(name, {}, never),
    );
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).not.toMatch(/5ec2e7|c0ffee/);
  });

  it("goes to the real service without an endpoint, unless it was aborted before", async () => {
    const client = createFunctions({ credentials: () => credentials, endpoint: null });
    const stop = new AbortController();
    stop.abort(new Error("no more"));
    await expect(client.start(name, {}, stop.signal)).rejects.toThrow("no more");
  });

  it("gives up within its time when the answer hangs", async () => {
    const gate = createGate<void>();
    const emulator = await openEmulator({ scf: { functions }, delayMs: 1, delay: () => gate.promise });
    const client = createFunctions({ credentials: () => credentials, endpoint: emulator.url, timeoutMs: 150 });
    const error = await failureOf(client.start(name, {}, never));
    gate.resolve();
    expect(error).toBeInstanceOf(DeadlineError);
    expect(error.message).toContain("Cannot start the function default/diff in ap-chongqing");
    expect(error.message).toContain("All of its 150 ms are used up.");
  });
});
