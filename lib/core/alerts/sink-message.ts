/** What sinks send: news of incidents, or of nights that did not happen. */

import { buildWatchCard } from "../watch/watch-card.ts";
import type { WatchMessage } from "../watch/watch-message.ts";
import { type AlertCard, buildCard } from "./alert-card.ts";
import type { AlertMessage, Language } from "./alert-message.ts";

export type SinkMessage = AlertMessage | WatchMessage;

export function isWatchMessage(message: SinkMessage): message is WatchMessage {
  return "news" in message;
}

export function cardOf(message: SinkMessage, language: Language): AlertCard {
  return isWatchMessage(message) ? buildWatchCard(message, language) : buildCard(message, language);
}
