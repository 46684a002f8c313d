import type { StoreError } from "../../core/errors.ts";
import type { ReportStore } from "../../ports/report-store.ts";

/** What is wrong with a stored file, without the store's own place: a report is the same wherever it lies. */
export function problemIn({ location }: ReportStore, { message }: StoreError): string {
  return message.replaceAll(`${location}/`, "");
}
