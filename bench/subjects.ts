/** All subjects, in the order in which they are measured and told. */

import { audit } from "./audit.ts";
import { decode } from "./decode.ts";
import { diff } from "./diff.ts";
import { memory } from "./memory.ts";
import { page } from "./page.ts";
import { revisions } from "./revisions.ts";
import { night } from "./spread-night.ts";
import type { Subject } from "./subject.ts";
import { windows } from "./windows.ts";

export const subjects: readonly Subject[] = [windows, decode, page, memory, revisions, diff, audit, night];
