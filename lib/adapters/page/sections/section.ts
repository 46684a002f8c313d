/** One part of the page, under its heading. */

import type { Html } from "../html.ts";

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: Html;
}
