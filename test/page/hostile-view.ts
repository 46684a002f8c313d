/** A view in which every text that the service or the account's owner chose tries to be more than text. */

import type { PageView } from "../../lib/core/page/page-view.ts";
import { aView } from "./a-view.ts";

/** Whatever of it ran, loaded or opened would show. */
const markup = `"><img src=x onerror="document.title='broken'"></style></script><script>document.title='broken'</script>`;
const marks = "\u202egpj.exe\u0000\u001b[31m\u2066\ud800\u2028";

const longName = "n".repeat(10_000);

export function hostileView(): PageView {
  return aView({
    texts: {
      queue: (at) => [`${markup}${at}`, marks, longName, "שלום", "%3Cimg%3E&amp;&lt;", "]]><!--"][at % 6] ?? "",
      bucket: `b${markup}`,
      message: `${markup}${marks}${longName}`,
      code: `javascript:alert(1)${markup}`,
      jobId: `${marks}${markup}`,
    },
  });
}
