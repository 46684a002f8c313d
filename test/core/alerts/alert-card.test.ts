import { describe, expect, it } from "vitest";
import { type AlertCard, buildCard } from "../../../lib/core/alerts/alert-card.ts";
import type { AlertMessage } from "../../../lib/core/alerts/alert-message.ts";
import { sampleMessage } from "../../../lib/core/alerts/sample-message.ts";
import { alertRules } from "../../../lib/core/schema/signals.ts";
import { aSpike } from "../../fakes/diff-lines.ts";
import { crowd, itemOf, messageOf, queueId } from "./a-message.ts";

/** As a reader sees it, without any markup. */
function read({ title, facts, blocks, link, footer }: AlertCard): string {
  const texts = blocks.map(({ heading, lines }) => [heading, ...lines].join("\n"));
  return [[title, ...facts].join("\n"), ...texts, `${link?.text ?? "-"}\n${footer}`].join("\n\n");
}

const night = { family: "pic", date: "2026-11-21" } as const;
const page = "https://reports.example.com/audits";

describe("buildCard", () => {
  it("reads well in English", () => {
    expect(
      read(buildCard(sampleMessage({ at: 0, night, page }), "en")),
    ).toBe(`SAMPLE · Critical: 2 new, 1 resolved · 2026-11-21
This is a sample. Nothing of it happened.
41,250 jobs, 702 failed, 715 findings
Open incidents: 2

🔴 Critical: Failure rate spiked (new)
photos-1250000000 / thumbnails / PicProcess
0.4 % → 38.1 %
640 of 1,680 failed, 6.4 expected
611 of 634 extra failures: prefix uploads/heic/, operation imageMogr2/format
Since 2026-11-21, 1 night
ID sample-rate.spike

🟠 Warning: New kind of failure (new)
photos-1250000000 / thumbnails / PicProcess
InputFileNotFound: the object <key> does not exist
Jobs: 0 → 62
First seen 2026-11-21
Since 2026-11-21, 1 night
ID sample-group.new

🟢 Warning: Queue is paused (resolved)
photos-1250000000 / thumbnails
Since 2026-11-21, resolved 2026-11-21
ID sample-queue.paused

Open the report
job-audit · pic · 2026-11-21`);
  });

  it("reads well in Chinese", () => {
    expect(read(buildCard(sampleMessage({ at: 0, night, page }), "zh"))).toBe(`【示例】严重：新增 2，恢复 1 · 2026-11-21
这是示例消息，内容并未发生。
任务 41,250，失败 702，问题 715
未恢复事件：2

🔴 严重：失败率突增（新增）
photos-1250000000 / thumbnails / PicProcess
0.4 % → 38.1 %
1,680 个中失败 640 个，预期 6.4 个
多出的 634 个失败中有 611 个：前缀 uploads/heic/，操作 imageMogr2/format
自 2026-11-21 起，共 1 晚
编号 sample-rate.spike

🟠 警告：新的失败类型（新增）
photos-1250000000 / thumbnails / PicProcess
InputFileNotFound: the object <key> does not exist
任务数：0 → 62
首次出现：2026-11-21
自 2026-11-21 起，共 1 晚
编号 sample-group.new

🟢 警告：队列已暂停（恢复）
photos-1250000000 / thumbnails
自 2026-11-21 起，2026-11-21 恢复
编号 sample-queue.paused

查看报告
job-audit · pic · 2026-11-21`);
  });

  it("says first that a report is incomplete, and has no link where there is no page", () => {
    const { headline } = messageOf();
    const message = messageOf({ status: "incomplete", page: null, headline: { ...headline, holes: 1 } });
    const english = buildCard(message, "en");
    expect(english.facts[0]).toBe("Incomplete: 1 hole. What is not told here may be wrong all the same.");
    expect(english.link).toBeNull();
    expect(buildCard(message, "zh").facts[0]).toBe("报告不完整：1 处未读到，此处未提及的不代表正常。");
  });

  it("has what is resolved last, and is of good cheer when all is", () => {
    const items = [
      itemOf({ severity: "critical", resolvedOn: "2026-11-21" }, "resolved"),
      itemOf({ id: "b" }, "changed"),
    ];
    const mixed = buildCard(messageOf({ severity: "critical", items }), "en");
    expect(mixed.blocks.map(({ heading }) => heading)).toEqual([
      "🟠 Warning: New kind of failure (changed)",
      "🟢 Critical: New kind of failure (resolved)",
    ]);
    expect(mixed).toMatchObject({ tone: "critical", title: "Critical: 1 changed, 1 resolved · 2026-11-21" });
    const over = messageOf({ items: items.slice(0, 1) });
    expect(buildCard(over, "en")).toMatchObject({ tone: "resolved", title: "Resolved: 1 · 2026-11-21" });
    expect(buildCard(over, "zh")).toMatchObject({ tone: "resolved", title: "已恢复：1 · 2026-11-21" });
  });

  it("counts every change by its own word", () => {
    const changes = ["reminded", "continued", "reopened", "opened"] as const;
    const items = changes.map((change) => itemOf({}, change));
    expect(buildCard(messageOf({ items }), "en").title).toBe(
      "Warning: 1 new, 1 ongoing, 1 back, 1 still open · 2026-11-21",
    );
    expect(buildCard(messageOf({ items }), "zh").title).toBe("警告：新增 1，持续 1，复发 1，仍未恢复 1 · 2026-11-21");
  });

  it("shows ten, and knows how many it does not", () => {
    const card = buildCard(messageOf({ items: crowd(13) }), "en");
    expect(card.blocks.map(({ lines }) => lines.at(-1))).toEqual(Array.from({ length: 10 }, (_, i) => `ID id${i}`));
    expect(card.hidden).toBe(3);
  });

  it("tells a place by what it is: a region, a bucket, a queue by its name where it is known", () => {
    const items = [
      itemOf({ bucket: null, queueId: null, tag: null }),
      itemOf({ queueId: null, tag: null }),
      itemOf(),
      itemOf({ operation: "imageMogr2/\nformat" }),
    ];
    const places = (message = messageOf({ items })) => buildCard(message, "en").blocks.map(({ lines }) => lines[0]);
    expect(places()).toEqual([
      "ap-chongqing",
      "photos-1250000000",
      `photos-1250000000 / ${queueId} / PicProcess`,
      `photos-1250000000 / ${queueId} / PicProcess`,
    ]);
    const queueNames = new Map([[queueId, "缩略图\u202e"]]);
    expect(places(messageOf({ items, queueNames }))[2]).toBe("photos-1250000000 / 缩略图 / PicProcess");
    expect(buildCard(messageOf({ items }), "en").blocks[3]?.lines[1]).toBe("Operation: imageMogr2/ format");
    expect(buildCard(messageOf({ items }), "zh").blocks[3]?.lines[1]).toBe("操作：imageMogr2/ format");
  });

  it("calls templates by their names, where these are known", () => {
    const conditions = [{ attribute: "operation" as const, value: "t1" }];
    const rule = { conditions, failed: 300, expected: 0, excess: 300, coverage: 1 };
    const why = { extra: 300, nights: [], rule, attributes: [], mix: null, sampled: false };
    const items = [itemOf({ rule: "rate.spike", operation: "t1", evidence: aSpike({ why }) })];
    const linesOf = (message: AlertMessage) => buildCard(message, "en").blocks[0]?.lines ?? [];
    const named = linesOf(messageOf({ items, templateNames: new Map([["t1", "watermark-brand"]]) }));
    expect(named).toContain("Operation: watermark-brand");
    expect(named).toContain("300 of 300 extra failures: operation watermark-brand");
    expect(linesOf(messageOf({ items }))).toContain("300 of 300 extra failures: operation t1");
  });

  it("has words for every rule in both languages, none of them twice", () => {
    const items = alertRules.map((rule) => itemOf({ rule }));
    for (const language of ["en", "zh"] as const) {
      const headings = [items.slice(0, 10), items.slice(10)].flatMap((some) =>
        buildCard(messageOf({ items: some }), language).blocks.map(({ heading }) => heading),
      );
      expect(new Set(headings).size).toBe(alertRules.length);
      expect(headings.join()).not.toContain("undefined");
    }
  });

  it("says no reason where none was found", () => {
    const { items } = sampleMessage({ at: 0, night, page });
    const [spiked] = items;
    const evidence = spiked?.incident.evidence;
    if (evidence?.kind !== "spike") throw new Error("the sample has no spike");
    const card = buildCard(messageOf({ items: [itemOf({ evidence: { ...evidence, why: null } })] }), "en");
    expect(card.blocks[0]?.lines.slice(1, 3)).toEqual(["0.4 % → 38.1 %", "640 of 1,680 failed, 6.4 expected"]);
    expect(card.blocks[0]?.lines[3]).toBe("Since 2026-11-21, 1 night");
  });
});
