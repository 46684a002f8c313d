import { webcrypto } from "node:crypto";
import { describe, expect, it } from "vitest";
import { feishu } from "../../../lib/adapters/sinks/feishu.ts";
import { crowd, groupLine, itemOf, messageOf } from "../../core/alerts/a-message.ts";
import { openReceiver } from "./a-receiver.ts";
import { aSink, never } from "./a-sink.ts";
import { createSinkClock } from "./sink-clock.ts";

const secret = "SECmadeUpSecretOfARobot";
const ok = { body: '{"StatusCode":0,"StatusMessage":"success","code":0,"data":{},"msg":"success"}' };

/** As the vendor's page says: the key is timestamp, line break and secret, and the message is empty; then Base64. */
async function documentedSign(timestamp: string): Promise<string> {
  const raw = new TextEncoder().encode(`${timestamp}\n${secret}`);
  const key = await webcrypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return Buffer.from(await webcrypto.subtle.sign("HMAC", key, new Uint8Array())).toString("base64");
}

function cardOf(message = messageOf(), language: "en" | "zh" = "en") {
  return JSON.parse(feishu.write(message, language)).card;
}

describe("a Feishu bot", () => {
  it("gets a card as it reads on a phone", () => {
    expect(JSON.parse(feishu.write(messageOf(), "zh"))).toEqual({
      msg_type: "interactive",
      card: {
        config: { wide_screen_mode: true },
        header: { template: "orange", title: { tag: "plain_text", content: "警告：新增 1 · 2026-11-21" } },
        elements: [
          { tag: "div", text: { tag: "lark_md", content: "任务 41,250，失败 702，问题 715\n未恢复事件：2" } },
          {
            tag: "div",
            text: {
              tag: "lark_md",
              content: `**🟠 警告：新的失败类型（新增）**
photos-1250000000 / p0123456789abcdef0123456789abcdef / PicProcess
InputFileNotFound: the object does not exist
任务数：0 → 1,234
首次出现：2026-11-21
自 2026-11-21 起，共 1 晚
编号 1a2b3c4d5e6f`,
            },
          },
          {
            tag: "action",
            actions: [
              {
                tag: "button",
                type: "primary",
                text: { tag: "plain_text", content: "查看报告" },
                url: "https://reports.example.com/audits/v1/diffs/family=pic/date=2026-11-21/report.html",
              },
            ],
          },
          { tag: "note", elements: [{ tag: "plain_text", content: "job-audit · pic · 2026-11-21" }] },
        ],
      },
    });
  });

  it("has a head whose colour says how bad it is, and no button where there is no page", () => {
    const colours = (["critical", "warning", "info"] as const).map(
      (severity) => cardOf(messageOf({ severity })).header.template,
    );
    const over = cardOf(messageOf({ items: [itemOf({}, "resolved")], page: null }));
    expect([...colours, over.header.template]).toEqual(["red", "orange", "blue", "green"]);
    expect(over.elements.map(({ tag }: { tag: string }) => tag)).toEqual(["div", "div", "note"]);
  });

  it("is signed as Python's hmac signs what the vendor's page says", () => {
    const url = new URL("https://open.feishu.cn/open-apis/bot/v2/hook/madeUp");
    const signed = feishu.sign({ url, body: '{"msg_type":"x"}', id: "m", nowMs: 1_795_464_000_999, secret });
    expect(JSON.parse(signed.body)).toEqual({
      timestamp: "1795464000",
      sign: "JDQyv9FVoVRJNYj1BhoTFZO2aMg0GH1P85vaESdWwe8=",
      msg_type: "x",
    });
    expect(signed.url.href).toBe(url.href);
  });

  it("is signed anew on each try, and the receiver can verify it", async () => {
    const { url, receipts } = await openReceiver({ script: [{ status: 502 }, ok] });
    expect(await aSink({ url, type: "feishu", secret }).deliver(messageOf(), never)).toBe(
      "it answered code 0: success",
    );
    const bodies = receipts.map(({ body }) => JSON.parse(body));
    expect(bodies).toHaveLength(2);
    for (const { timestamp, sign, card } of bodies) {
      expect(sign).toBe(await documentedSign(timestamp));
      expect(card).toEqual(cardOf());
    }
  });

  it("goes unsigned where there is no secret", async () => {
    const { url, receipts } = await openReceiver({ script: [ok] });
    await aSink({ url, type: "feishu" }).send(messageOf(), never);
    expect(Object.keys(JSON.parse(receipts[0]?.body ?? ""))).toEqual(["msg_type", "card"]);
  });

  it("calls nobody and shows no markup but ours", () => {
    const evidence = groupLine({ code: "<at id=all></at>", message: "[x](http://evil) _a_ `b` ~c~ $d$ \\ !|@" });
    const { content } = cardOf(messageOf({ items: [itemOf({ evidence })] })).elements[1].text;
    expect(content.split("\n")[2]).toBe(
      "&#60;at id=all&#62;&#60;/at&#62;: &#91;x&#93;&#40;http://evil&#41; &#95;a&#95; &#96;b&#96; &#126;c&#126; &#36;d&#36; &#92; &#33;&#124;&#64;",
    );
  });

  it("stays within 20 KB, signature and all, cut between incidents", () => {
    const evidence = groupLine({ code: "<".repeat(80), message: "<".repeat(120) });
    const items = crowd(15, { evidence, operation: "*".repeat(80), bucket: "_".repeat(80), queueId: "_".repeat(80) });
    const body = feishu.write(messageOf({ items }), "en");
    const url = new URL("https://open.feishu.cn/");
    const signed = feishu.sign({ url, body, id: "m", nowMs: Date.UTC(2026, 10, 22), secret });
    expect(Buffer.byteLength(signed.body)).toBeLessThanOrEqual(20_000);
    const texts: string[] = JSON.parse(body).card.elements.map(
      ({ text }: { text?: { content: string } }) => text?.content,
    );
    const shown = texts.filter((text) => /\nID id\d+$/.test(text)).length;
    expect(shown).toBeGreaterThan(5);
    expect(shown).toBeLessThan(10);
    expect(texts).toContain(`and ${15 - shown} more`);
  });

  it("tries again when it was too much, in its turn, also where that is a 400, and not otherwise", async () => {
    const clock = createSinkClock();
    const wrong = { status: 400, body: '{"code":19021,"msg":"sign match fail or timestamp is not within one hour"}' };
    const script = [
      { body: '{"code":11232,"msg":"frequency limited"}' },
      { status: 400, body: '{"code":99991400,"msg":"request trigger frequency limit"}' },
      { body: '{"code":9499,"msg":"too many request"}' },
      wrong,
    ];
    const { url, receipts } = await openReceiver({ script });
    await expect(aSink({ url, type: "feishu", clock }).send(messageOf(), never)).rejects.toMatchObject({
      retryable: false,
      message: expect.stringContaining("it answered code 19021: sign match fail"),
    });
    expect(receipts).toHaveLength(4);
    expect(clock.waits.filter((ms) => ms > 0)).toEqual([650, 650, 650]);
  });

  it("does not take every bad request for a busy one", async () => {
    const { url, receipts } = await openReceiver({ script: [{ body: '{"code":9499,"msg":"Bad Request"}' }] });
    await expect(aSink({ url, type: "feishu" }).send(messageOf(), never)).rejects.toMatchObject({ retryable: false });
    expect(receipts).toHaveLength(1);
  });
});
