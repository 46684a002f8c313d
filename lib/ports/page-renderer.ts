/** Makes the page of a night for people: one HTML document that loads nothing. */

import type { PageView } from "../core/page/page-view.ts";

export interface PageRenderer {
  /** The same view gives the same text. What draws is loaded when first asked: who writes no page waits for nothing. */
  render(view: PageView): Promise<string>;
}
