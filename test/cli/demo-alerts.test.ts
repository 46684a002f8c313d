import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { alertVariables, demoAlerts, messagesOf, receiverSecret } from "../../cli/demo-alerts.ts";
import { webhook } from "../../lib/adapters/sinks/webhook.ts";
import { readSettings } from "../../lib/config/settings.ts";
import { sampleMessage } from "../../lib/core/alerts/sample-message.ts";

const sample = sampleMessage({
  at: Date.UTC(2026, 10, 20, 18, 30),
  night: { family: "pic", date: "2026-11-20" },
  page: null,
});
const names = { queueNames: new Map([["p1", "thumbnails"]]), templateNames: new Map([["t1", "brand"]]) };

describe("messagesOf", () => {
  it("reads a message back as it was sent, with the names of queues and templates", () => {
    const events = [JSON.parse(webhook.write(sample, "en"))];
    expect(messagesOf({ events }, "2026-11-20", names)).toMatchObject([{ ...sample, ...names }]);
  });

  it("tells only of the night", () => {
    const events = [JSON.parse(webhook.write(sample, "en"))];
    expect(messagesOf({ events }, "2026-11-21", names)).toEqual([]);
  });
});

describe("demoAlerts", () => {
  it("lead to the receiver by the variables that the functions have, with a secret that can be signed with", () => {
    const text = `regions: [ap-chongqing]\nreport: { store: directory, path: out }\nalerts: ${JSON.stringify(demoAlerts)}\n`;
    const [sink] = readSettings(text, "the test").alerts.sinks;
    const variables = alertVariables({ url: "http://127.0.0.1:1/alerts" });
    expect(variables[sink?.urlFrom ?? ""]).toBe("http://127.0.0.1:1/alerts");
    expect(variables[sink?.secretFrom ?? ""]).toBe(receiverSecret);
    expect(webhook.secretProblem(receiverSecret)).toBeNull();
    expect(new Webhook(receiverSecret).sign("m1", new Date(0), "{}")).toMatch(/^v1,/);
  });
});
