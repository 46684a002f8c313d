/** Draws pages with a charting library, which is loaded with the first of them: most runs of this program draw none. */

import type { PageRenderer } from "../../ports/page-renderer.ts";

export function createPageRenderer(): PageRenderer {
  return {
    async render(view) {
      const { drawPage } = await import("./draw-page.ts");
      return drawPage(view);
    },
  };
}
