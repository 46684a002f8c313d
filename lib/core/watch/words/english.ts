/** The watchdog's cards in English. */

import { amount, countText } from "../../words.ts";
import type { WatchWords } from "./watch-words.ts";

export const english: WatchWords = {
  severity: { critical: "Critical", warning: "Warning", info: "Note" },
  allSettled: "Resolved",
  settled: { commit: "the night is committed now", holes: "its holes are closed", diff: "it is compared now" },
  trouble: {
    missing: "night missing",
    silent: "run broke off",
    damaged: "report damaged",
    incomplete: "holes not repaired",
    undiffed: "night not compared",
  },
  colon: ": ",
  comma: ", ",
  advice: {
    damaged: "To do: restore the object from the bucket's earlier versions; nothing is audited over it",
    missing: (run) => `To do: look at the audit function's log and timer. To audit the night now: ${run}`,
    silent: (run) => `To do: look at the last lines of the audit function's log. To go on by hand: ${run}`,
    incomplete: (repair) => `To do: see in the report what could not be read and why. Then: ${repair}`,
    undiffed: (diff) => `To do: look at the log of the function that compares. To compare it now: ${diff}`,
  },
  fact: "From the watchdog, which tells of each trouble once, and once that it is over",
  firstEver: "No night before it is committed either: has the audit ever run here?",
  noRun: "No run of it has saved anything",
  savedUnknown: "Its run began, and saved nothing that tells when",
  notRestarted: (setting) => `It is not started again by itself: the settings name no ${setting}`,
  due: (time) => `Nothing is committed; it was due at ${time}`,
  savedAt: (time) => `Its run last saved something at ${time}`,
  restartedAt: (time) => `It was to be started again at ${time}`,
  betweenNumbers: ", ",
  shards: (silent, done, of) =>
    `It is spread over ${amount(of, "shard")}, of which ${countText(done)} are read; silent: ${silent}`,
  restartFailed: (problem) => `It could not be started again: ${problem}`,
  holes: (count, revision) => `${amount(count, "hole")} left in revision ${countText(revision)}`,
  seen: (problem) => `Seen: ${problem}`,
};
