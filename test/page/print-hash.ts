/** A process that draws a page and prints the hash of what it drew. */

import { createPageRenderer } from "../../lib/adapters/page/page-renderer.ts";
import { sha256Hex } from "../../lib/core/hash.ts";
import { aView } from "./a-view.ts";

process.stdout.write(`${sha256Hex(await createPageRenderer().render(aView({ scopes: 12 })))}\n`);
