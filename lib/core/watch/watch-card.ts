/** A message of the watchdog as people read it: what is wrong with which night, what is known of it, what to do. */

import type { AlertCard, CardBlock } from "../alerts/alert-card.ts";
import type { Language } from "../alerts/alert-message.ts";
import { plainText } from "../alerts/plain-text.ts";
import { isoInstant } from "../instant.ts";
import { localTime } from "../local-time.ts";
import { severityIn } from "./due-news.ts";
import type { SeenRun, Trouble } from "./trouble.ts";
import type { WatchMessage, WatchNews } from "./watch-message.ts";
import { chinese } from "./words/chinese.ts";
import { english } from "./words/english.ts";
import type { WatchWords } from "./words/watch-words.ts";

const wordsIn: Readonly<Record<Language, WatchWords>> = { en: english, zh: chinese };
const marks = { critical: "🔴", warning: "🟠", info: "🟢" } as const;
const longestProblem = 240;

export function buildWatchCard(message: WatchMessage, language: Language): AlertCard {
  const words = wordsIn[language];
  const { news, night, severity } = message;
  const isOver = news.every(({ change }) => change === "settled");
  const lead = isOver ? words.allSettled : words.severity[severity];
  return {
    language,
    tone: isOver ? "resolved" : severity,
    title: `${lead}${words.colon}${news.map((each) => nameOf(each, words)).join(words.comma)} · ${night.date}`,
    facts: [words.fact],
    blocks: news.map((each) => blockOf(each, message, words)),
    hidden: 0,
    link: null,
    footer: `job-audit · ${night.family} · ${night.date}`,
  };
}

/** What is known of a trouble and what is to be done, for whoever shows it. */
interface ToldTrouble {
  readonly name: string;
  readonly facts: readonly string[];
  /** The command with which `advice` ends, without the program's name; null: it names none. */
  readonly command: string | null;
  advice(command: string): string;
}

/** `timeZone` is in which times are told. */
type TroublePlace = Pick<WatchMessage, "night" | "timeZone">;

export function tellTrouble(trouble: Trouble, place: TroublePlace, language: Language): ToldTrouble {
  const words = wordsIn[language];
  return {
    name: words.trouble[trouble.kind],
    facts: factsOf(trouble, place, words),
    ...adviceOn(trouble, place, words),
  };
}

function nameOf(news: WatchNews, { trouble, settled }: WatchWords): string {
  return news.change === "noticed" ? trouble[news.trouble.kind] : settled[news.aspect];
}

function blockOf(news: WatchNews, message: WatchMessage, words: WatchWords): CardBlock {
  const heading = `${marks[severityIn(news)]} ${message.night.date}${words.colon}${nameOf(news, words)}`;
  return { heading, lines: news.change === "noticed" ? linesOf(news.trouble, message, words) : [] };
}

function linesOf(trouble: Trouble, place: TroublePlace, words: WatchWords): readonly string[] {
  const { command, advice } = adviceOn(trouble, place, words);
  return [...factsOf(trouble, place, words), advice(`job-audit ${command}`)];
}

function adviceOn(
  { kind }: Trouble,
  { night: { date } }: TroublePlace,
  { advice }: WatchWords,
): Pick<ToldTrouble, "command" | "advice"> {
  switch (kind) {
    case "damaged":
      return { command: null, advice: () => advice.damaged };
    case "incomplete":
      return { command: `run --repair --date ${date}`, advice: advice.incomplete };
    case "undiffed":
      return { command: `diff --date ${date}`, advice: advice.undiffed };
    default:
      return { command: `run --date ${date}`, advice: advice[kind] };
  }
}

function factsOf(trouble: Trouble, { timeZone }: TroublePlace, words: WatchWords): readonly string[] {
  const time = (at: number) => `${localTime(isoInstant(at), timeZone)} (${timeZone})`;
  switch (trouble.kind) {
    case "missing": {
      const { dueAt, first, run } = trouble;
      const seen = run === null ? [words.noRun] : runLines(run, words, time);
      return [words.due(time(dueAt)), ...(first ? [words.firstEver] : []), ...seen];
    }
    case "silent": {
      const { restartedAt, problem, shards } = trouble.run;
      const isLeft = restartedAt === null && problem === null;
      const setting = shards === undefined ? "functions.audit" : "functions.shard";
      return [...runLines(trouble.run, words, time), ...(isLeft ? [words.notRestarted(setting)] : [])];
    }
    case "incomplete":
      return [words.holes(trouble.holes, trouble.revision)];
    default:
      return seenLines(trouble.problem, words);
  }
}

function seenLines(problem: string | null, words: WatchWords): readonly string[] {
  return problem === null ? [] : [words.seen(plainText(problem, longestProblem))];
}

/** More are not named. */
const mostShardsNamed = 20;

function shardLines({ shards }: SeenRun, words: WatchWords): readonly string[] {
  if (shards === undefined || shards.silent.length === 0) return [];
  const { silent, done, of } = shards;
  const named = silent.slice(0, mostShardsNamed).join(words.betweenNumbers);
  return [words.shards(silent.length > mostShardsNamed ? `${named} …` : named, done, of)];
}

function runLines({ savedAt, restartedAt, problem, ...run }: SeenRun, words: WatchWords, time: (at: number) => string) {
  return [
    savedAt === null ? words.savedUnknown : words.savedAt(time(savedAt)),
    ...shardLines({ savedAt, restartedAt, problem, ...run }, words),
    ...(restartedAt === null ? [] : [words.restartedAt(time(restartedAt))]),
    ...(problem === null ? [] : [words.restartFailed(plainText(problem, longestProblem))]),
  ];
}
