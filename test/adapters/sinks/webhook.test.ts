/** What a receiver of Standard Webhooks and CloudEvents makes of it, with those projects' own libraries. */

import { CloudEvent, HTTP } from "cloudevents";
import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { webhook } from "../../../lib/adapters/sinks/webhook.ts";
import { crowd, groupLine, itemOf, messageOf } from "../../core/alerts/a-message.ts";
import { openReceiver, type Receipt } from "./a-receiver.ts";
import { aSink, never } from "./a-sink.ts";
import { createSinkClock } from "./sink-clock.ts";

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

async function sendTo(message = messageOf(), script = [{ status: 204 }, { status: 204 }]): Promise<readonly Receipt[]> {
  const { url, receipts } = await openReceiver({ script });
  // The library looks at the machine's clock: what is older than five minutes it does not take.
  const sink = aSink({ url: `${url}/in`, secret, clock: createSinkClock(Date.now()) });
  await sink.send(message, never);
  return receipts;
}

function eventOf({ headers, body }: Receipt): CloudEvent<unknown> {
  const event = HTTP.toEvent({ headers, body });
  if (event instanceof CloudEvent) return event;
  throw new Error("several came");
}

describe("a generic webhook", () => {
  it("is signed as the specification's own example is", () => {
    const unsigned = { url: new URL("https://h.example.com/"), body: '{"test": 2432232314}' };
    const signed = webhook.sign({ ...unsigned, id: "msg_p5jXN8AQM9LWM0D4loKWxJek", nowMs: 1_614_265_330_000, secret });
    expect(signed.headers).toEqual({
      "content-type": "application/cloudevents+json; charset=utf-8",
      "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
      "webhook-timestamp": "1614265330",
      "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    });
  });

  it("verifies with the receiver's secret and with no other, nor after a change", async () => {
    const [receipt] = await sendTo();
    if (receipt === undefined) throw new Error("nothing came");
    const { headers, body } = receipt;
    expect(new Webhook(secret).verify(body, { ...headers })).toEqual(JSON.parse(body));
    expect(() => new Webhook(secret).verify(`${body} `, { ...headers })).toThrow("No matching signature");
    expect(() => new Webhook(`whsec_${"A".repeat(32)}`).verify(body, { ...headers })).toThrow("No matching signature");
  });

  it("is an event of CloudEvents 1.0 in structured mode, with the message's id", async () => {
    const message = messageOf({ items: [itemOf(), itemOf({ id: "other" }, "resolved")] });
    const [receipt] = await sendTo(message);
    if (receipt === undefined) throw new Error("nothing came");
    const event = eventOf(receipt);
    expect(event.validate()).toBe(true);
    expect(event).toMatchObject({
      specversion: "1.0",
      id: "msg0123456789",
      source: "/job-audit/pic",
      type: "job-audit.incidents.v1",
      subject: "2026-11-21",
      time: "2026-11-21T20:00:00.000Z",
      datacontenttype: "application/json",
      data: {
        schema: "job-audit/alert/v1",
        sample: false,
        title: "Warning: 1 new, 1 resolved · 2026-11-21",
        family: "pic",
        night: "2026-11-21",
        status: "complete",
        commit: message.commit,
        page: message.page,
        severity: "warning",
        headline: message.headline,
        items: message.items,
        more: 0,
      },
    });
    expect(receipt.headers).toMatchObject({
      "content-type": "application/cloudevents+json; charset=utf-8",
      "webhook-id": "msg0123456789",
    });
  });

  it("sends the same bytes under the same id again, signed anew", async () => {
    const { url, receipts } = await openReceiver({ script: [{ status: 503, headers: { "retry-after": "5" } }, {}] });
    const sink = aSink({ url, secret });
    await sink.send(messageOf(), never);
    const [first, second] = receipts;
    expect(second?.body).toBe(first?.body);
    expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    expect(Number(second?.headers["webhook-timestamp"]) - Number(first?.headers["webhook-timestamp"])).toBe(5);
    expect(second?.headers["webhook-signature"]).not.toBe(first?.headers["webhook-signature"]);
  });

  it("is cut between incidents to what every consumer takes, and says how many are left out", () => {
    const evidence = groupLine({ message: '猫"'.repeat(500) });
    const body = webhook.write(messageOf({ items: crowd(100, { evidence }) }), "en");
    const { items, more } = JSON.parse(body).data;
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(65_536);
    expect(items.length + more).toBe(100);
    expect(Buffer.byteLength(body) + Buffer.byteLength(JSON.stringify(items[0]))).toBeGreaterThan(65_536);
    expect(items.at(-1)).toEqual(crowd(100, { evidence })[items.length - 1]);
  });

  it("holds one incident at least, however long", () => {
    const evidence = groupLine({ samples: Array.from({ length: 40 }, () => "x".repeat(2_000)) });
    const { data } = JSON.parse(webhook.write(messageOf({ items: crowd(2, { evidence }) }), "en"));
    expect([data.items.length, data.more]).toEqual([1, 1]);
  });

  it("tells of a text that would fill an event by itself how it begins", () => {
    const evidence = groupLine({ message: "猫".repeat(100_000) });
    const body = webhook.write(messageOf({ items: crowd(2, { evidence }) }), "en");
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(65_536);
    const { items } = JSON.parse(body).data;
    expect(items).toHaveLength(2);
    expect(items[0].incident.evidence.message).toBe(`${"猫".repeat(2_000)}…`);
  });

  it("goes unsigned where there is no secret, and keeps the id", async () => {
    const { url, receipts } = await openReceiver();
    await aSink({ url }).send(messageOf(), never);
    expect(Object.keys(receipts[0]?.headers ?? {}).filter((name) => name.startsWith("webhook"))).toEqual([
      "webhook-id",
      "webhook-timestamp",
    ]);
  });

  it.each(["whsec_", "whsec_c2hvcnQ=", "whsec_not base64", `whsec_${"A".repeat(88)}`, "plain words here"])(
    "takes no secret from %j",
    (text) => {
      expect(webhook.secretProblem(text)).toBe("expected whsec_ and 24 to 64 bytes as Base64");
    },
  );

  it.each([secret, secret.slice(6), `whsec_${"A".repeat(32)}`, `whsec_${"A".repeat(86)}==`, `whsec_${"A".repeat(86)}`])(
    "takes the secret %j",
    (text) => {
      expect(webhook.secretProblem(text)).toBeNull();
    },
  );
});
