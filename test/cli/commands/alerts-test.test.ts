import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { openReceiver, type Step } from "../../adapters/sinks/a-receiver.ts";
import { least } from "../../config/least-settings.ts";
import { say, temporaryFolder } from "../small-cloud.ts";

const key = "madeUpKey-693a91f6";
const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

const sinks = `${least}alerts:
  pageBase: https://reports.example.com/audits
  sinks:
    - { name: ops, type: webhook, urlFrom: OPS_URL, secretFrom: OPS_SECRET, allowPrivate: true }
    - { name: chat, type: wecom, urlFrom: CHAT_URL, language: zh, severity: critical, allowPrivate: true }
`;

async function prepare(script: readonly Step[] = [{}], settings = sinks) {
  const config = join(await temporaryFolder(), "sinks.yaml");
  await writeFile(config, settings);
  const { url, receipts } = await openReceiver({ script });
  const address = `${url}/in/${key}`;
  const env = { OPS_URL: address, OPS_SECRET: secret, CHAT_URL: address };
  const test = (args: readonly string[], variables: Record<string, string | undefined> = env) =>
    say(["alerts", "test", ...args, "--config", config], { env: variables });
  return { test, receipts };
}

describe("job-audit alerts test", () => {
  it("sends a sample that is marked as one, and prints what was sent and answered", async () => {
    const { test, receipts } = await prepare([{ status: 202, body: "queued" }]);
    const said = await test(["ops"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(said.out).toMatch(/\nSent to ops \(webhook\): it answered 202: queued\n$/);
    const [receipt] = receipts;
    const sent = JSON.parse(receipt?.body ?? "");
    expect(new Webhook(secret).verify(receipt?.body ?? "", { ...receipt?.headers })).toEqual(sent);
    expect(sent.data).toMatchObject({ sample: true, page: "https://reports.example.com/audits", more: 0 });
    expect(JSON.parse(said.out.slice(0, said.out.lastIndexOf("\n\n")))).toEqual(sent);
    expect(said.out).not.toMatch(/693a91f6|MfKQ9r8G|127\.0\.0\.1|v1,/);
  });

  it("prints one object with --json", async () => {
    const { test } = await prepare([{ body: '{"errcode":0,"errmsg":"ok"}' }]);
    const said = await test(["chat", "--json"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(JSON.parse(said.out)).toEqual({
      sink: "chat",
      type: "wecom",
      body: { msgtype: "markdown", markdown: { content: expect.stringContaining("【示例】严重：新增 2，恢复 1 · ") } },
      answer: "it answered errcode 0: ok",
    });
  });

  it("speaks the language that it is asked for", async () => {
    const { test } = await prepare();
    expect((await test(["chat", "--dry-run", "--language", "en"])).out).toContain(
      "SAMPLE · Critical: 2 new, 1 resolved",
    );
    expect((await test(["chat", "--language", "fr"])).err).toBe("Cannot use --language fr: expected one of en, zh\n");
  });

  it("prints the body and sends nothing with --dry-run, and then needs no variables", async () => {
    const { test, receipts } = await prepare();
    const said = await test(["ops", "--dry-run"], {});
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(said.out).toMatch(/\nNothing was sent to ops \(webhook\)\.\n$/);
    expect(JSON.parse(said.out.split("\n\n")[0] ?? "")).toMatchObject({ specversion: "1.0", data: { sample: true } });
    expect(JSON.parse((await test(["ops", "--dry-run", "--json"], {})).out)).toMatchObject({ answer: null });
    expect(receipts).toEqual([]);
  });

  it.each([
    ["op", "There is no sink called op; did you mean ops?\n"],
    ["mail", "There is no sink called mail; there are ops, chat\n"],
    ["\u001b[1m", "There is no sink called \\u{1b}[1m; there are ops, chat\n"],
  ])("knows no sink called %j", async (name, err) => {
    const { test } = await prepare();
    expect(await test([name])).toEqual({ exitCode: 2, out: "", err });
  });

  it("says where sinks are named when none is", async () => {
    const { test } = await prepare([{}], least);
    expect(await test(["ops"])).toEqual({
      exitCode: 2,
      out: "",
      err: "There is no sink called ops; the settings name none under alerts.sinks\n",
    });
  });

  it("says which variables cannot be used, and sends nothing", async () => {
    const { test, receipts } = await prepare();
    expect(await test(["ops"], { OPS_URL: key })).toEqual({
      exitCode: 2,
      out: "",
      err: `Cannot send to sink ops
  - OPS_URL: holds no address; expected one that begins with https://
  - OPS_SECRET: not set; it is to hold the secret to sign with
`,
    });
    expect(receipts).toEqual([]);
  });

  it("says that the sample was not taken, and names no address", async () => {
    const { test } = await prepare([{ status: 404, body: `no such hook: /in/${key}` }]);
    expect(await test(["ops"])).toEqual({
      exitCode: 3,
      out: "",
      err: "Cannot send to sink ops: it answered 404: no such hook: …\n",
    });
  });
});
