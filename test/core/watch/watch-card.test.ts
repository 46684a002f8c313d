import { describe, expect, it } from "vitest";
import type { Language } from "../../../lib/core/alerts/alert-message.ts";
import { severityOf, type Trouble } from "../../../lib/core/watch/trouble.ts";
import { buildWatchCard } from "../../../lib/core/watch/watch-card.ts";
import type { WatchMessage, WatchNews } from "../../../lib/core/watch/watch-message.ts";

const night = { family: "pic", date: "2026-11-22" } as const;
const run = { savedAt: Date.UTC(2026, 10, 22, 19, 12), restartedAt: null, problem: null };

function cardOf(
  news: readonly WatchNews[],
  language: Language = "en",
  severity: WatchMessage["severity"] = "critical",
) {
  return buildWatchCard({ id: "m1", at: 0, night, timeZone: "Asia/Shanghai", severity, news }, language);
}

function blockOf(trouble: Trouble, language: Language = "en"): readonly string[] {
  const [block] = cardOf([{ id: "1", change: "noticed", trouble }], language, severityOf[trouble.kind]).blocks;
  return [block?.heading ?? "", ...(block?.lines ?? [])];
}

const missing: Trouble = { kind: "missing", dueAt: Date.UTC(2026, 10, 22, 22), first: false, run: null };

describe("buildWatchCard", () => {
  it("says which night is missing, since when it is due, and what to do", () => {
    expect(cardOf([{ id: "1", change: "noticed", trouble: missing }])).toEqual({
      language: "en",
      tone: "critical",
      title: "Critical: night missing · 2026-11-22",
      facts: ["From the watchdog, which tells of each trouble once, and once that it is over"],
      blocks: [
        {
          heading: "🔴 2026-11-22: night missing",
          lines: [
            "Nothing is committed; it was due at 2026-11-23 06:00:00 (Asia/Shanghai)",
            "No run of it has saved anything",
            "To do: look at the audit function's log and timer. To audit the night now: job-audit run --date 2026-11-22",
          ],
        },
      ],
      hidden: 0,
      link: null,
      footer: "job-audit · pic · 2026-11-22",
    });
    expect(blockOf({ ...missing, first: true, run })).toEqual([
      "🔴 2026-11-22: night missing",
      "Nothing is committed; it was due at 2026-11-23 06:00:00 (Asia/Shanghai)",
      "No night before it is committed either: has the audit ever run here?",
      "Its run last saved something at 2026-11-23 03:12:00 (Asia/Shanghai)",
      expect.stringMatching(/^To do: /),
    ]);
  });

  it("says of a run that broke off what it left, and what was tried", () => {
    const lines = (change: object) => blockOf({ kind: "silent", run: { ...run, ...change } }).slice(1, -1);
    const saved = "Its run last saved something at 2026-11-23 03:12:00 (Asia/Shanghai)";
    const restartedAt = Date.UTC(2026, 10, 22, 22, 45);
    expect(lines({ restartedAt })).toEqual([
      saved,
      "It was to be started again at 2026-11-23 06:45:00 (Asia/Shanghai)",
    ]);
    expect(lines({})).toEqual([saved, "It is not started again by itself: the settings name no functions.audit"]);
    expect(lines({ savedAt: null, problem: "Cannot start\nit" })).toEqual([
      "Its run began, and saved nothing that tells when",
      "It could not be started again: Cannot start it",
    ]);
  });

  it("names the setting that would have shards started again, where it is shards that are silent", () => {
    const trouble: Trouble = { kind: "silent", run: { ...run, shards: { silent: [2], done: 3, of: 4 } } };
    expect(blockOf(trouble).at(-2)).toBe("It is not started again by itself: the settings name no functions.shard");
    expect(blockOf(trouble, "zh").at(-2)).toBe("不会自动重新启动：设置中没有 functions.shard");
  });

  it("names the shards that are silent, twenty at most, in both languages", () => {
    const shards = { silent: [3, 5], done: 1_200, of: 1_202 };
    const line = (silent: readonly number[], language?: Language) =>
      blockOf({ kind: "silent", run: { ...run, shards: { ...shards, silent } } }, language).find((each) =>
        /spread|分片/.test(each),
      );
    expect(line([3, 5])).toBe("It is spread over 1,202 shards, of which 1,200 are read; silent: 3, 5");
    expect(line([3, 5], "zh")).toBe("当晚分为 1,202 个分片，已读完 1,200 个；无动静的分片：3、5");
    expect(line([])).toBeUndefined();
    expect(line(Array.from({ length: 21 }, (_, index) => index + 1))).toMatch(/silent: 1, 2, .*, 19, 20 …$/);
  });

  it.each([
    [
      { kind: "damaged", problem: "Cannot read cos://b/r0001.json: it is not a commit" },
      [
        "🔴 2026-11-22: report damaged",
        "Seen: Cannot read cos://b/r0001.json: it is not a commit",
        "To do: restore the object from the bucket's earlier versions; nothing is audited over it",
      ],
    ],
    [
      { kind: "incomplete", revision: 2, holes: 1 },
      [
        "🟠 2026-11-22: holes not repaired",
        "1 hole left in revision 2",
        "To do: see in the report what could not be read and why. Then: job-audit run --repair --date 2026-11-22",
      ],
    ],
    [
      { kind: "undiffed", problem: null },
      [
        "🟠 2026-11-22: night not compared",
        "To do: look at the log of the function that compares. To compare it now: job-audit diff --date 2026-11-22",
      ],
    ],
  ] as const)("says what is wrong and what to do: %j", (trouble, lines) => {
    expect(blockOf(trouble)).toEqual(lines);
  });

  it("is resolved when all that it tells is, and else as severe as its worst", () => {
    const settled = { id: "2", change: "settled", aspect: "commit" } as const;
    expect(cardOf([settled], "en", "info")).toMatchObject({
      tone: "resolved",
      title: "Resolved: the night is committed now · 2026-11-22",
      blocks: [{ heading: "🟢 2026-11-22: the night is committed now", lines: [] }],
    });
    const both = cardOf(
      [{ id: "1", change: "noticed", trouble: { kind: "undiffed", problem: null } }, settled],
      "en",
      "warning",
    );
    expect(both).toMatchObject({
      tone: "warning",
      title: "Warning: night not compared, the night is committed now · 2026-11-22",
    });
  });

  it("speaks Chinese", () => {
    expect(cardOf([{ id: "1", change: "noticed", trouble: missing }], "zh").title).toBe(
      "严重：缺少当晚审计 · 2026-11-22",
    );
    expect(blockOf({ ...missing, first: true }, "zh")).toEqual([
      "🔴 2026-11-22：缺少当晚审计",
      "尚无提交；应于 2026-11-23 06:00:00 (Asia/Shanghai) 前完成",
      "此前也没有任何一晚被提交：审计是否运行过？",
      "没有任何一次运行保存过进度",
      "处理：查看审计函数的日志和定时触发器。立即审计：job-audit run --date 2026-11-22",
    ]);
    const silent = { ...run, restartedAt: Date.UTC(2026, 10, 22, 22, 45), problem: "x" };
    expect(blockOf({ kind: "silent", run: silent }, "zh")).toEqual([
      "🔴 2026-11-22：审计中断",
      "最后一次保存进度：2026-11-23 03:12:00 (Asia/Shanghai)",
      "已于 2026-11-23 06:45:00 (Asia/Shanghai) 尝试重新启动",
      "无法重新启动：x",
      "处理：查看审计函数日志的最后几行。手动继续：job-audit run --date 2026-11-22",
    ]);
    expect(blockOf({ kind: "incomplete", revision: 1, holes: 2 }, "zh").slice(1)).toEqual([
      "修订 1 中仍有 2 个缺口",
      "处理：在报告中查看哪些内容未能读取及原因。然后执行：job-audit run --repair --date 2026-11-22",
    ]);
    expect(blockOf({ kind: "undiffed", problem: "y" }, "zh").slice(1)).toEqual([
      "现象：y",
      "处理：查看对比函数的日志。立即对比：job-audit diff --date 2026-11-22",
    ]);
    expect(blockOf({ kind: "damaged", problem: "z" }, "zh")[2]).toMatch(/^处理：/);
  });
});
