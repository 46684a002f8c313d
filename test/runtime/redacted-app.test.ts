import { describe, expect, it, onTestFinished } from "vitest";
import { startHeartbeatReceiver } from "../../emulator/heartbeat-receiver.ts";
import { startWebhookReceiver } from "../../emulator/webhook-receiver.ts";
import { sampleMessage } from "../../lib/core/alerts/sample-message.ts";
import type { SinkMessage } from "../../lib/core/alerts/sink-message.ts";
import type { WatchMessage } from "../../lib/core/watch/watch-message.ts";
import type { Work } from "../../lib/runtime/function-spec.ts";
import { createHandler } from "../../lib/runtime/handler.ts";
import { createQuickClock } from "../cli/quick-clock.ts";
import { least } from "../config/least-settings.ts";
import { lines } from "./lines.ts";
import { leaks, poison, secretEnvironment } from "./planted-secrets.ts";

const night = { family: "pic", date: "2026-11-20" } as const;
const sample = sampleMessage({ at: 1, night, page: `https://h.example.com/?q-signature=${poison}` });
const [firstQueue = ""] = [...(sample.queueNames ?? [])].flat();
const damaged: WatchMessage = {
  ...{ id: "w1", at: 1, night, timeZone: "Asia/Shanghai", severity: "critical" },
  news: [{ id: "n1", change: "noticed", trouble: { kind: "damaged", problem: poison } }],
};
const messages: readonly SinkMessage[] = [
  { ...sample, commit: poison, queueNames: new Map([[firstQueue, poison]]) },
  damaged,
];

const settings = `${least}alerts:
  sinks: [{ name: hook, type: webhook, urlFrom: HOOK, secretFrom: HOOK_SECRET, allowPrivate: true }]
heartbeat: { urlFrom: BEAT, allowPrivate: true }
`;

async function open() {
  // Sinks have ten seconds a try, pings three.
  const clock = createQuickClock(0, 2_000);
  const options = { uuid: "5bf66975-d4c7-4bf5-bcc8-b8d8a82ea278", periodMs: 1, graceMs: 1, now: clock.now };
  const beat = await startHeartbeatReceiver(options);
  const hook = await startWebhookReceiver({ secret: secretEnvironment.HOOK_SECRET, now: clock.now });
  onTestFinished(beat.close);
  onTestFinished(hook.close);
  const env = { ...secretEnvironment, HOOK: hook.url, BEAT: beat.url };
  const run = (work: (work: Work) => Promise<object>) =>
    createHandler(
      { name: "audit", decode: () => ({}), run: async (given) => ({ result: await work(given), error: null }) },
      { env, clock, log: lines(), settingsText: () => settings },
    )({});
  return { beat, hook, run };
}

describe("redactedApp()", () => {
  it("sends messages without secrets, as they are but for these", async () => {
    const { hook, run } = await open();
    const previews: string[] = [];
    const said = await run(async ({ sinks: [sink], signal }) => {
      for (const message of messages) {
        previews.push(sink?.preview(message) ?? "");
        await sink?.send(message, signal);
        await sink?.deliver({ ...message, id: `${message.id} again` }, signal);
      }
      return {};
    });
    expect(said).toEqual({ status: "done" });
    expect(hook.events).toHaveLength(2 * messages.length);
    expect(leaks([hook.events, previews])).toEqual([]);
    expect(JSON.stringify(hook.events[2])).toContain("[cut:");
    expect(hook.events[0]).toMatchObject({ data: { night: night.date, headline: sample.headline } });
    expect(hook.events[2]).toMatchObject({ data: { news: [{ trouble: { kind: "damaged" } }] } });
  });

  it("pings without secrets", async () => {
    const { beat, run } = await open();
    const rid = "11111111-1111-1111-1111-111111111111";
    const said = await run(async ({ heartbeat, signal }) => ({
      problem: await heartbeat?.ping({ signal: "fail", run: rid, body: `seen: ${poison}` }, signal),
    }));
    expect(said).toEqual({ status: "done", problem: null });
    expect(beat.check.pings).toMatchObject([{ kind: "fail", rid, body: expect.stringMatching(/^seen: .*\[cut:/) }]);
    expect(leaks(beat.check.pings)).toEqual([]);
  });
});
