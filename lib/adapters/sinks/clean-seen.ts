/** What a receiver was seen to say, without the secrets that it repeats now and then. */

import { sinkSecrets } from "../../core/alerts/sink-secrets.ts";
import { cleanText } from "../tencent/clean-text.ts";

const longestSeen = 200;

/** `values` are those of the variables that hold its address and secret. */
export function cleanSeen(seen: string, values: readonly (string | undefined)[]): string {
  const text = sinkSecrets(values).reduce((rest, secret) => rest.replaceAll(secret, "…"), seen);
  return cleanText(text, longestSeen);
}
