import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { startWebhookReceiver } from "../../../emulator/webhook-receiver.ts";
import { createDirectoryStore } from "../../../lib/adapters/directory/directory-store.ts";
import { readSettings } from "../../../lib/config/settings.ts";
import { discoveryKey } from "../../../lib/core/key.ts";
import { auditRequestOf } from "../../../lib/runtime/audit-request.ts";
import { makePlan } from "../../../lib/usecases/audit/audit-night.ts";
import { aManifest } from "../../fakes/a-manifest.ts";
import { putCommitted } from "../committed.ts";
import { makeHole } from "../manifest.ts";
import { createQuickClock } from "../quick-clock.ts";
import { credentials, openSmallCloud } from "../small-cloud.ts";

const signal = new AbortController().signal;
const secret = `whsec_${Buffer.from("24 bytes at least, as is usual").toString("base64")}`;
/** At 06:45 in Shanghai: the night of the 20th was due at six. */
const sixFortyFive = Date.UTC(2026, 10, 20, 22, 45);
/** Sinks have ten seconds a try. */
const morning = () => createQuickClock(sixFortyFive, 9_000);
const hook = "alerts: { sinks: [{ name: ops, type: webhook, urlFrom: HOOK, secretFrom: KEY, allowPrivate: true }] }\n";

/** Reports in a folder, whose nights a test commits; `more` is added to the settings. */
async function watched({ clock = morning(), more = "" } = {}) {
  const cloud = await openSmallCloud();
  const path = join(cloud.folder, "reports");
  const store = createDirectoryStore(path);
  await cloud.configure(
    (text) =>
      more + text.replace(/report:[\s\S]*endpoints:/, `report: { store: directory, path: ${path} }\nendpoints:`),
  );
  return {
    ...cloud,
    path,
    commit: (...nights: Parameters<typeof aManifest>[0][]) =>
      Promise.all(nights.map((night) => putCommitted(store, aManifest(night)))),
    watch: (args: readonly string[] = [], env: Record<string, string> = {}) =>
      cloud.say(["watch", ...args], { clock, env }),
  };
}

async function receiver(clock = morning()) {
  const opened = await startWebhookReceiver({ secret, now: clock.now });
  onTestFinished(opened.close);
  return opened;
}

describe("job-audit watch", () => {
  it("tells the terminal what is wrong and what to do, and that nobody else is told", async () => {
    const { commit, watch, path, config } = await watched();
    await commit({ night: "2026-11-18", status: "incomplete", holes: [makeHole()] });
    const { exitCode, out, err } = await watch();
    expect([exitCode, err]).toEqual([3, ""]);
    const lines = out.split("\n");
    expect(lines.slice(0, 3)).toEqual(["The watchdog's look at 3 nights, 2026-11-18 to 2026-11-20", `in ${path}`, ""]);
    expect(lines.slice(-8)).toEqual([
      "pic 2026-11-20: night missing",
      "  Nothing is committed; it was due at 2026-11-21 06:00:00 (Asia/Shanghai)",
      "  No run of it has saved anything",
      "  To do: look at the audit function's log and timer. To audit the night now:",
      `    job-audit run --date 2026-11-20 --config ${config}`,
      "",
      "Nobody is told: the settings name no alerts.sinks.",
      "",
    ]);
    expect(out).toContain("\npic 2026-11-18: holes not repaired\n  1 hole left in revision 1\n");
    expect(out).toContain(`\n    job-audit run --repair --date 2026-11-18 --config ${config}\n`);
    expect(lines.filter((line) => line.length > 80 && !line.includes("--config"))).toEqual([]);
  });

  it("tells each sink once, and names no address", async () => {
    const { events, url } = await receiver();
    const { commit, watch } = await watched({ more: hook });
    await commit({ night: "2026-11-19" });
    const env = { HOOK: url, KEY: secret };
    const first = await watch([], env);
    expect(first).toMatchObject({ exitCode: 3, err: "" });
    expect(first.out).toContain("\nTold ops of 2026-11-20.\n");
    const again = await watch([], env);
    expect(again.exitCode).toBe(3);
    expect(again.out).not.toContain("Told");
    expect(events).toMatchObject([{ type: "job-audit.watch.v1", subject: "2026-11-20" }]);
    expect(first.out + again.out).not.toContain(url);
  });

  it("says so where a sink takes nothing", async () => {
    const { url } = await receiver();
    const { watch } = await watched({ more: hook });
    const { exitCode, out } = await watch(["--json"], { HOOK: url, KEY: `whsec_${"A".repeat(40)}` });
    expect(exitCode).toBe(3);
    expect(JSON.parse(out)).toEqual({
      nights: [{ family: "pic", date: "2026-11-20", commit: null, troubles: ["missing"] }],
      restarted: [],
      sent: [],
      failed: [
        { sink: "ops", date: "2026-11-20", items: 1, reason: expect.stringMatching(/^Cannot send to sink ops: .*401/) },
      ],
      problems: [],
    });
    const text = await watch([], { HOOK: url, KEY: `whsec_${"A".repeat(40)}` });
    expect(text.out.replaceAll(/\s+/g, " ")).toContain("Could not tell ops of 2026-11-20: Cannot send to sink ops");
  });

  it("is fine where each night is audited and compared, or has time left", async () => {
    const { say } = await watched();
    expect((await say(["run", "--json"])).exitCode).toBe(0);
    await say(["diff", "--json"]);
    const at = (clock: ReturnType<typeof morning>) => say(["watch"], { clock });
    const first = await at(morning());
    expect(first).toMatchObject({ exitCode: 0, err: "" });
    expect(first.out.split("\n").slice(2)).toEqual(["", "Nothing is wrong with 1 night.", ""]);
    const early = await at(createQuickClock(Date.UTC(2026, 10, 21, 18, 30)));
    expect(early.out).toContain("\nNothing is wrong with 1 night.\nNot committed and not due yet: 1 night.\n");
    expect(early.exitCode).toBe(0);
  });

  it("needs no credentials for a folder, unless it may have to start the function that audits", async () => {
    const place = "functions: { audit: { function: job-audit-audit, region: ap-guangzhou } }\n";
    const { watch } = await watched({ more: place });
    expect(await watch()).toMatchObject({ exitCode: 2, err: expect.stringContaining("TENCENTCLOUD_SECRETID") });
    expect(await watch([], credentials)).toMatchObject({ exitCode: 3, err: "" });
  });

  it("says why a run that broke off could not be started again", async () => {
    const place = "functions: { audit: { function: absent, region: ap-guangzhou } }\n";
    const { watch, path, config, scenario } = await watched({ more: place });
    const settings = readSettings(await readFile(config, "utf8"), scenario.night);
    const store = createDirectoryStore(path);
    const { runId } = await makePlan(
      { store, clock: morning() },
      auditRequestOf(settings, "pic", scenario.night),
      signal,
    );
    await store.claim(discoveryKey(runId, 1), Buffer.from("cut off"), signal);
    const { exitCode, out, err } = await watch([], credentials);
    expect([exitCode, err]).toEqual([3, expect.stringMatching(/^Cannot start the function default\/absent /)]);
    expect(out).toContain("\npic 2026-11-20: run broke off\n  Its run began, and saved nothing that tells when\n");
  });

  it("says what keeps it from looking, and exits with 3", async () => {
    const cloud = await openSmallCloud();
    await cloud.configure((text) => text.replace(/(cos: )http\S+/, "$1http://127.0.0.1:1"));
    // No sink is asked, and a back-off may take up to ten seconds.
    const { exitCode, err } = await cloud.say(["watch"], { clock: createQuickClock(sixFortyFive) });
    expect([exitCode, err]).toEqual([3, expect.stringMatching(/^Cannot /)]);
  });
});
