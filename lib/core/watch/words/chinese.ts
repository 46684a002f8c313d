/** The watchdog's cards in Chinese. */

import { countText } from "../../words.ts";
import type { WatchWords } from "./watch-words.ts";

export const chinese: WatchWords = {
  severity: { critical: "严重", warning: "警告", info: "提示" },
  allSettled: "已恢复",
  settled: { commit: "当晚报告已提交", holes: "缺口已补全", diff: "已完成对比" },
  trouble: {
    missing: "缺少当晚审计",
    silent: "审计中断",
    damaged: "报告损坏",
    incomplete: "缺口未修复",
    undiffed: "尚未对比",
  },
  colon: "：",
  comma: "，",
  advice: {
    damaged: "处理：用存储桶的历史版本恢复该对象；在此之前不会重新审计",
    missing: (run) => `处理：查看审计函数的日志和定时触发器。立即审计：${run}`,
    silent: (run) => `处理：查看审计函数日志的最后几行。手动继续：${run}`,
    incomplete: (repair) => `处理：在报告中查看哪些内容未能读取及原因。然后执行：${repair}`,
    undiffed: (diff) => `处理：查看对比函数的日志。立即对比：${diff}`,
  },
  fact: "来自看门狗：每个问题只通知一次，恢复时再通知一次",
  firstEver: "此前也没有任何一晚被提交：审计是否运行过？",
  noRun: "没有任何一次运行保存过进度",
  savedUnknown: "运行已开始，但没有可看出时间的进度",
  notRestarted: (setting) => `不会自动重新启动：设置中没有 ${setting}`,
  due: (time) => `尚无提交；应于 ${time} 前完成`,
  savedAt: (time) => `最后一次保存进度：${time}`,
  restartedAt: (time) => `已于 ${time} 尝试重新启动`,
  betweenNumbers: "、",
  shards: (silent, done, of) =>
    `当晚分为 ${countText(of)} 个分片，已读完 ${countText(done)} 个；无动静的分片：${silent}`,
  restartFailed: (problem) => `无法重新启动：${problem}`,
  holes: (count, revision) => `修订 ${countText(revision)} 中仍有 ${countText(count)} 个缺口`,
  seen: (problem) => `现象：${problem}`,
};
