import { describe, expect, it } from "vitest";
import { wecom } from "../../../lib/adapters/sinks/wecom.ts";
import { crowd, groupLine, itemOf, messageOf, queueId } from "../../core/alerts/a-message.ts";
import { openReceiver } from "./a-receiver.ts";
import { aSink, never } from "./a-sink.ts";
import { createSinkClock } from "./sink-clock.ts";

const ok = { body: '{"errcode":0,"errmsg":"ok"}' };

function contentOf(message = messageOf(), language: "en" | "zh" = "en"): string {
  return JSON.parse(wecom.write(message, language)).markdown.content;
}

describe("a WeCom robot", () => {
  it("gets Markdown as it reads on a phone", () => {
    expect(
      contentOf(messageOf({ queueNames: new Map([[queueId, "缩略图"]]) }), "zh"),
    ).toBe(`**警告：新增 1 · 2026-11-21**
任务 41,250，失败 702，问题 715
未恢复事件：2

**🟠 警告：新的失败类型（新增）**
photos-1250000000 / 缩略图 / PicProcess
InputFileNotFound: the object does not exist
任务数：0 → 1,234
首次出现：2026-11-21
自 2026-11-21 起，共 1 晚
编号 1a2b3c4d5e6f

[查看报告](https://reports.example.com/audits/v1/diffs/family=pic/date=2026-11-21/report.html)
job-audit · pic · 2026-11-21`);
  });

  it("gets the key in the query and nothing else", async () => {
    const { url, receipts } = await openReceiver({ script: [ok] });
    expect(await aSink({ url: `${url}/send?key=693a`, type: "wecom" }).deliver(messageOf(), never)).toBe(
      "it answered errcode 0: ok",
    );
    expect(receipts).toMatchObject([
      { method: "POST", path: "/send?key=693a", headers: { "content-type": "application/json; charset=utf-8" } },
    ]);
    expect(JSON.parse(receipts[0]?.body ?? "")).toEqual({
      msgtype: "markdown",
      markdown: { content: contentOf() },
    });
  });

  it("is called by nobody's text, and shows no markup but ours", () => {
    const evidence = groupLine({ code: "<@all>", message: "[free](http://evil) **x** <@userid>\n# now" });
    const content = contentOf(messageOf({ items: [itemOf({ bucket: "<font color='warning'>", evidence })] }));
    expect(content).toContain("＜font color='warning'＞ / ");
    expect(content).toContain("＜＠all＞: ［free］(http://evil) ＊＊x＊＊ ＜＠userid＞ ＃ now");
    expect(content.match(/[<>@]/)).toBeNull();
  });

  it("stays within 4,096 bytes, cut between incidents, and says how many are left out", () => {
    const evidence = groupLine({ message: "图片不存在".repeat(30) });
    const content = contentOf(messageOf({ items: crowd(25, { evidence }) }), "zh");
    const shown = content.match(/编号 id\d+/g) ?? [];
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(4_096);
    expect(Buffer.byteLength(content)).toBeGreaterThan(3_300);
    expect(shown.at(-1)).toBe(`编号 id${shown.length - 1}`);
    expect(content).toContain(`\n\n另有 ${25 - shown.length} 项\n`);
    expect(content.endsWith("job-audit · pic · 2026-11-21")).toBe(true);
  });

  it("tries again when it was too much or too busy, in its turn, and not otherwise", async () => {
    const clock = createSinkClock();
    const busy = ["-1", "45009", "45033"].map((code) => ({ body: `{"errcode":${code},"errmsg":"busy"}` }));
    const { url, receipts } = await openReceiver({ script: [...busy, ok] });
    await aSink({ url, type: "wecom", clock }).send(messageOf(), never);
    expect(receipts).toHaveLength(4);
    expect(clock.waits.filter((ms) => ms > 0)).toEqual([3_100, 3_100, 3_100]);
  });

  it("gives up on a key that is none", async () => {
    const { url, receipts } = await openReceiver({
      script: [{ body: '{"errcode":93000,"errmsg":"invalid webhook url"}' }],
    });
    await expect(aSink({ url, type: "wecom" }).send(messageOf(), never)).rejects.toMatchObject({
      code: "SINK",
      retryable: false,
      message: "Cannot send to sink ops: it answered errcode 93000: invalid webhook url",
    });
    expect(receipts).toHaveLength(1);
  });
});
