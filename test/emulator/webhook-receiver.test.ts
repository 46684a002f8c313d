import { Webhook } from "standardwebhooks";
import { describe, expect, it, onTestFinished } from "vitest";
import { startWebhookReceiver } from "../../emulator/webhook-receiver.ts";

const now = Date.UTC(2026, 10, 20, 18, 30);
const secret = `whsec_${Buffer.from("24 bytes at least, as is usual").toString("base64")}`;
const body = JSON.stringify({ id: "m1", data: "水印" });

async function openReceiver() {
  const receiver = await startWebhookReceiver({ secret, now: () => now });
  onTestFinished(() => receiver.close());
  return {
    ...receiver,
    async post(text: string, { id = "m1", at = now, key = secret, more = {} } = {}): Promise<number> {
      const headers = {
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(at / 1000)),
        "webhook-signature": new Webhook(key).sign(id, new Date(at), body),
        ...more,
      };
      return (await fetch(receiver.url, { method: "POST", body: text, headers })).status;
    },
  };
}

describe("startWebhookReceiver", () => {
  it("takes what is signed as the specification's own library signs it, each message once", async () => {
    const { post, events, refused } = await openReceiver();
    expect([await post(body), await post(body), await post(body, { id: "m2" })]).toEqual([204, 204, 204]);
    expect(events).toEqual([
      { id: "m1", data: "水印" },
      { id: "m1", data: "水印" },
    ]);
    expect(refused()).toBe(0);
  });

  it("takes a message with several signatures if one is right", async () => {
    const { post } = await openReceiver();
    const right = new Webhook(secret).sign("m1", new Date(now), body);
    expect(await post(body, { more: { "webhook-signature": `v1,AAAA v2,x v1a ${right}` } })).toBe(204);
    expect(await post(body, { more: { "webhook-signature": right.replace("v1,", "v2,") } })).toBe(401);
  });

  it("refuses another text, another key, another id, and another time", async () => {
    const { post, events, refused } = await openReceiver();
    const statuses = [
      await post(`${body} `),
      await post(body, { key: `whsec_${"A".repeat(40)}` }),
      await post(body, { more: { "webhook-id": "m9" } }),
      await post(body, { at: now - 301_000 }),
      await post(body, { at: now + 301_000 }),
      await post(body, { more: { "webhook-timestamp": "soon" } }),
    ];
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401]);
    expect(events).toEqual([]);
    expect(refused()).toBe(6);
    expect(await post(body, { at: now - 299_000 })).toBe(204);
  });

  it("refuses what is not signed at all", async () => {
    const { url, refused } = await openReceiver();
    expect((await fetch(url, { method: "POST", body })).status).toBe(401);
    expect((await fetch(url, { method: "POST", body, headers: { "webhook-id": "m1" } })).status).toBe(401);
    expect(refused()).toBe(2);
  });

  it("hangs up on a signed text that is no JSON", async () => {
    const { url, events } = await openReceiver();
    const headers = {
      "webhook-id": "m1",
      "webhook-timestamp": String(now / 1000),
      "webhook-signature": new Webhook(secret).sign("m1", new Date(now), "{"),
    };
    await expect(fetch(url, { method: "POST", body: "{", headers })).rejects.toThrow();
    expect(events).toEqual([]);
  });
});
