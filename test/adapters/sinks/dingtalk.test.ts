import { webcrypto } from "node:crypto";
import { describe, expect, it } from "vitest";
import { dingtalk } from "../../../lib/adapters/sinks/dingtalk.ts";
import { crowd, groupLine, itemOf, messageOf } from "../../core/alerts/a-message.ts";
import { openReceiver } from "./a-receiver.ts";
import { aSink, never } from "./a-sink.ts";
import { createSinkClock } from "./sink-clock.ts";

const secret = "SECmadeUpSecretOfARobot";
const ok = { body: '{"errcode":0,"errmsg":"ok"}' };

/** As the vendor's page says: HmacSHA256 of timestamp, line break and secret, with the secret; then Base64. */
async function documentedSign(timestamp: string): Promise<string> {
  const { subtle } = webcrypto;
  const bytes = new TextEncoder();
  const key = await subtle.importKey("raw", bytes.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const mac = await subtle.sign("HMAC", key, bytes.encode(`${timestamp}\n${secret}`));
  return Buffer.from(mac).toString("base64");
}

function textOf(message = messageOf(), language: "en" | "zh" = "en"): string {
  return JSON.parse(dingtalk.write(message, language)).markdown.text;
}

describe("a DingTalk robot", () => {
  it("gets Markdown whose lines break where they should", () => {
    expect(JSON.parse(dingtalk.write(messageOf(), "en"))).toEqual({
      msgtype: "markdown",
      markdown: {
        title: "Warning: 1 new · 2026-11-21",
        text: `### Warning: 1 new · 2026-11-21

41,250 jobs, 702 failed, 715 findings  \nOpen incidents: 2

**🟠 Warning: New kind of failure (new)**  \nphotos-1250000000 / p0123456789abcdef0123456789abcdef / PicProcess  \nInputFileNotFound: the object does not exist  \nJobs: 0 → 1,234  \nFirst seen 2026-11-21  \nSince 2026-11-21, 1 night  \nID 1a2b3c4d5e6f

[Open the report](https://reports.example.com/audits/v1/diffs/family=pic/date=2026-11-21/report.html)

job-audit · pic · 2026-11-21`,
      },
      at: { isAtAll: false },
    });
  });

  it("is signed as Python's hmac signs what the vendor's page says", () => {
    const url = new URL("https://oapi.dingtalk.com/robot/send?access_token=madeUp");
    const signed = dingtalk.sign({ url, body: "{}", id: "m", nowMs: 1_795_464_000_000, secret });
    expect(signed.url.href).toBe(
      "https://oapi.dingtalk.com/robot/send?access_token=madeUp&timestamp=1795464000000&sign=WVMn85XnxG79RkbzZftwX6UdW3AVwFRBZdnYKs4qpco%3D",
    );
    expect(url.search).toBe("?access_token=madeUp");
  });

  it("is signed anew on each try, and the receiver can verify it", async () => {
    const { url, receipts } = await openReceiver({ script: [{ status: 500 }, ok] });
    await aSink({ url: `${url}/robot/send?access_token=t`, type: "dingtalk", secret }).send(messageOf(), never);
    const queries = receipts.map(({ path }) => new URL(path, url).searchParams);
    const timestamps = queries.map((query) => query.get("timestamp") ?? "");
    expect(timestamps.map(Number)).toEqual([Date.UTC(2026, 10, 22), Date.UTC(2026, 10, 22) + 3_100]);
    for (const [index, query] of queries.entries()) {
      expect(query.get("sign")).toBe(await documentedSign(timestamps[index] ?? ""));
      expect(query.get("access_token")).toBe("t");
    }
  });

  it("goes unsigned where there is no secret", async () => {
    const { url, receipts } = await openReceiver({ script: [ok] });
    await aSink({ url: `${url}/robot/send?access_token=t`, type: "dingtalk" }).send(messageOf(), never);
    expect(receipts[0]?.path).toBe("/robot/send?access_token=t");
  });

  it("calls nobody and shows no markup but ours", () => {
    const evidence = groupLine({ code: "@all", message: "![x](http://evil/a.png) _me_ &lt;" });
    const text = textOf(messageOf({ items: [itemOf({ evidence })] }));
    expect(text).toContain("＠all: !［x］(http://evil/a.png) ＿me＿ ＆lt;  \n");
  });

  it("stays within 5,000 characters and 20,000 bytes", () => {
    const evidence = groupLine({ code: "码".repeat(80), message: '"图片"不存在'.repeat(30) });
    const items = crowd(12, { evidence, operation: "imageMogr2/format/webp".repeat(3) });
    const { headline } = messageOf();
    const body = dingtalk.write(messageOf({ items, headline }), "zh");
    const { text } = JSON.parse(body).markdown;
    expect(text.length).toBeLessThanOrEqual(5_000);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(20_000);
    const shown = text.match(/编号 id\d+/g).length;
    expect(shown).toBeGreaterThan(5);
    expect(text).toContain(`另有 ${12 - shown} 项`);
  });

  it("tries again when it was too much, in its turn, and gives up on a wrong signature", async () => {
    const clock = createSinkClock();
    const busy = ["-1", "130101", "302033"].map((code) => ({ body: `{"errcode":${code},"errmsg":"too fast"}` }));
    const wrong = { body: '{"errcode":310000,"errmsg":"sign not match"}' };
    const { url, receipts } = await openReceiver({ script: [...busy, wrong] });
    await expect(aSink({ url, type: "dingtalk", clock }).send(messageOf(), never)).rejects.toMatchObject({
      retryable: false,
      message: "Cannot send to sink ops: it answered errcode 310000: sign not match",
    });
    expect(receipts).toHaveLength(4);
    expect(clock.waits.filter((ms) => ms > 0)).toEqual([3_100, 3_100, 3_100]);
  });
});
