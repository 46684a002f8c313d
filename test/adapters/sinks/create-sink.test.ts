/** What every sink does, whatever its kind: variables, errors, and no word of address and secret in any of them. */

import { describe, expect, it } from "vitest";
import { sinkTypes } from "../../../lib/core/alerts/sink-place.ts";
import { SinkError } from "../../../lib/core/errors.ts";
import { itemOf, messageOf } from "../../core/alerts/a-message.ts";
import { failureOf } from "../tencent/scripted-sender.ts";
import { openReceiver, type Step } from "./a-receiver.ts";
import { aSink, never, type SinkParts } from "./a-sink.ts";
import { createSinkClock } from "./sink-clock.ts";

const key = "madeUpKey-693a91f6-7000-4bc4-97a0";
const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

async function failure(parts: SinkParts): Promise<SinkError> {
  const error = await failureOf(aSink(parts).send(messageOf(), never));
  if (error instanceof SinkError) return error;
  throw error;
}

describe("createSink", () => {
  it("is called as its place is, and knows what is for it", () => {
    expect(aSink({ name: "night.2", type: "slack", severity: "critical" })).toMatchObject({
      name: "night.2",
      type: "slack",
      severity: "critical",
    });
  });

  it.each(sinkTypes)("shows beforehand what %s gets, in its language, without a signature", async (type) => {
    const script = type === "slack" ? [{ body: "ok" }] : [{ body: '{"errcode":0,"code":0}' }];
    const { url, receipts } = await openReceiver({ script });
    const sink = aSink({ url, type, language: "zh" });
    const body = sink.preview(messageOf());
    await sink.send(messageOf(), never);
    expect(receipts[0]?.body).toBe(body);
    expect(body).toContain("警告：新增 1 · 2026-11-21");
    expect(
      aSink({ type, ...(type === "webhook" && { secret }) }).preview(messageOf({ items: [itemOf()] })),
    ).not.toMatch(/sign|timestamp/);
  });

  it.each(["wecom", "dingtalk", "slack"] as const)("gives %s no link where there is no page", (type) => {
    const body = aSink({ type }).preview(messageOf({ page: null }));
    expect(body).toContain("Since 2026-11-21");
    expect(body).not.toMatch(/Open the report|null/);
  });

  it.each([
    [{}, ["OPS_URL: not set; it is to hold the address of sink ops"]],
    [{ url: "" }, ["OPS_URL: not set; it is to hold the address of sink ops"]],
    [{ url: key }, ["OPS_URL: holds no address; expected one that begins with https://"]],
    [
      { url: `http://h.example.com/${key}`, allowPrivate: false },
      ["OPS_URL: its address does not begin with https://; http only goes with allowPrivate: true"],
    ],
    [{ url: `ftp://h.example.com/${key}` }, ["OPS_URL: its address does not begin with https://"]],
    [{ url: `https://u:${key}@h.example.com/` }, ["OPS_URL: its address holds a user or a password"]],
    [
      { secret: "" },
      [
        "OPS_URL: not set; it is to hold the address of sink ops",
        "OPS_SECRET: not set; it is to hold the secret to sign with",
      ],
    ],
    [
      { url: "https://h.example.com/", secretFrom: "OTHER_SECRET" },
      ["OTHER_SECRET: not set; it is to hold the secret to sign with"],
    ],
    [
      { url: "https://h.example.com/", secret: `${secret}\n` },
      ["OPS_SECRET: holds a space, a line end or another character that no secret has"],
    ],
    [
      { url: "https://h.example.com/", secret: "tooShort" },
      ["OPS_SECRET: holds no secret of this kind; expected whsec_ and 24 to 64 bytes as Base64"],
    ],
  ] as const)("names the variables that cannot be used, when it is used: %j", async (parts, problems) => {
    expect(aSink(parts).problems()).toEqual(problems);
    const error = await failure(parts);
    expect(error).toMatchObject({ code: "SINK", retryable: false });
    expect(error.message).toBe(`Cannot send to sink ops: ${problems.join("; ")}`);
  });

  it("finds nothing wrong with variables that can be used", () => {
    expect(aSink({ url: "http://127.0.0.1/", secret }).problems()).toEqual([]);
    expect(aSink({ url: "https://h.example.com/", allowPrivate: false }).problems()).toEqual([]);
  });

  it("sends nothing to the inside of a network unless that is wanted", async () => {
    const { url, receipts } = await openReceiver();
    const lookup = async () => ["127.0.0.1"];
    const address = url.replace("http://127.0.0.1", "https://hooks.example.com");
    expect(await failure({ url: address, allowPrivate: false, deps: { lookup } })).toMatchObject({
      retryable: false,
      message:
        "Cannot send to sink ops: its address lies in a private or reserved network; if that is wanted, set allowPrivate: true for it",
    });
    expect(receipts).toEqual([]);
  });

  it("asks the machine's own name server when no other is given", async () => {
    const { url, receipts } = await openReceiver();
    await aSink({ url: url.replace("127.0.0.1", "localhost") }).send(messageOf(), never);
    expect(receipts).toHaveLength(1);
  });

  it("gives up on a receiver that says nothing", async () => {
    const clock = createSinkClock();
    const { url, receipts } = await openReceiver({ script: ["silence"], onReceipt: () => clock.expire() });
    expect(await failure({ url, clock })).toMatchObject({
      retryable: true,
      message: "Cannot send to sink ops: gave up after 5 tries, the last so: no whole answer came within 10000 ms",
    });
    expect(receipts).toHaveLength(5);
  });

  it("does not wait for longer than there is time", async () => {
    const { url } = await openReceiver({ script: [{ status: 429, headers: { "retry-after": "3600" } }] });
    expect(await failure({ url })).toMatchObject({
      retryable: true,
      message: "Cannot send to sink ops: gave up after one try, the last so: it answered 429",
    });
  });

  it("ends with the caller's reason", async () => {
    const stop = new AbortController();
    const reason = new Error("interrupted");
    const { url, receipts } = await openReceiver({ script: ["silence"], onReceipt: () => stop.abort(reason) });
    const sink = aSink({ url });
    expect(await failureOf(sink.send(messageOf(), stop.signal))).toBe(reason);
    expect(await failureOf(sink.send(messageOf(), stop.signal))).toBe(reason);
    expect(receipts).toHaveLength(1);
  });
});

describe("what a sink says", () => {
  const echo = `no such hook: /in/${key}?token=${key}, signed with ${secret}, that is ${secret.slice(6)}`;
  const steps: readonly (readonly [string, Step])[] = [
    ["a refusal that repeats it all", { status: 404, body: echo }],
    ["a failure that does", { status: 500, body: echo }],
    ["a redirect to itself", { status: 302, headers: { location: `/in/${key}` }, body: echo }],
    [
      "a code of its own that does",
      { status: 400, body: JSON.stringify({ errcode: 1, errmsg: echo, code: 1, msg: echo }) },
    ],
    ["an answer of pages", { status: 403, body: `${echo} `.repeat(5_000) }],
    ["a broken connection", "reset"],
    ["a broken answer", "half"],
  ];

  it.each(steps)("names neither address nor secret on %s", async (_what, step) => {
    for (const type of sinkTypes) {
      const { url } = await openReceiver({ script: [step] });
      const error = await failure({ url: `${url}/in/${key}?token=${key}`, type, secret });
      const told = `${error.message} ${error.stack} ${String(error.cause)} ${JSON.stringify(error)}`;
      expect(told).not.toMatch(/693a91f6|MfKQ9r8G|127\.0\.0\.1|token=/);
      expect(error.message).toMatch(/^Cannot send to sink ops: /);
      expect(error.message.length).toBeLessThan(320);
    }
  });

  it("names no host whose name cannot be resolved", async () => {
    const lookup = () =>
      Promise.reject(Object.assign(new Error(`getaddrinfo ENOTFOUND ${key}`), { code: "ENOTFOUND" }));
    const error = await failure({ url: `https://${key}.example.com/`, deps: { lookup } });
    expect(error).toMatchObject({
      retryable: true,
      message:
        "Cannot send to sink ops: gave up after 5 tries, the last so: its name could not be resolved (ENOTFOUND)",
    });
  });

  it("is as clean where all went well", async () => {
    const { url } = await openReceiver({ script: [{ body: `${echo}\u001b[2J` }] });
    const sink = aSink({ url: `${url}/in/${key}?token=${key}`, secret });
    const answer = await sink.deliver(messageOf(), never);
    expect(answer).toMatch(/^it answered 200: no such hook: …/);
    expect(answer).not.toMatch(/693a91f6|MfKQ9r8G|\p{Cc}/u);
  });
});
