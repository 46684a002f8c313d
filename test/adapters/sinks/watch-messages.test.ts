/** What each kind of sink makes of the watchdog's news. */

import { describe, expect, it } from "vitest";
import { sinkTypes } from "../../../lib/core/alerts/sink-place.ts";
import type { WatchMessage } from "../../../lib/core/watch/watch-message.ts";
import { openReceiver } from "./a-receiver.ts";
import { aSink, never } from "./a-sink.ts";

const message: WatchMessage = {
  id: "news0123456789",
  at: Date.UTC(2026, 10, 22, 22, 45),
  night: { family: "pic", date: "2026-11-22" },
  timeZone: "Asia/Shanghai",
  severity: "critical",
  news: [
    {
      id: "1",
      change: "noticed",
      trouble: { kind: "missing", dueAt: Date.UTC(2026, 10, 22, 22), first: false, run: null },
    },
    { id: "2", change: "settled", aspect: "diff" },
  ],
};

const answers = { webhook: "", slack: "ok", wecom: '{"errcode":0}', dingtalk: '{"errcode":0}', feishu: '{"code":0}' };

describe("createSink, with the watchdog's news", () => {
  it.each(sinkTypes)("sends it to %s", async (type) => {
    const { url, receipts } = await openReceiver({ script: [{ body: answers[type] }] });
    await aSink({ url, type }).send(message, never);
    expect(receipts).toHaveLength(1);
    expect(receipts[0]?.body).toContain("Critical: night missing, it is compared now · 2026-11-22");
  });

  it("is an event of its own for programs", async () => {
    const event = JSON.parse(aSink({ url: "https://hook.example.com/x" }).preview(message));
    expect(event).toEqual({
      specversion: "1.0",
      id: "news0123456789",
      source: "/job-audit/pic",
      type: "job-audit.watch.v1",
      subject: "2026-11-22",
      time: "2026-11-22T22:45:00.000Z",
      datacontenttype: "application/json",
      data: {
        schema: "job-audit/watch/v1",
        title: "Critical: night missing, it is compared now · 2026-11-22",
        family: "pic",
        night: "2026-11-22",
        timeZone: "Asia/Shanghai",
        severity: "critical",
        news: message.news,
      },
    });
  });
});
