/** What came of seeing the open jobs of earlier nights again. */

import type { PlacedHole } from "../../core/hole.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import type { Run } from "../report/spool.ts";

export interface Rechecked {
  /** Lines of `amendmentSchema`, by night, scope, creation time and job id; read one run after the other. */
  readonly amendments: readonly Run[];
  /** Lines of `carriedSchema`, in the same order. */
  readonly carried: readonly Run[];
  /** Jobs that could not be seen again. They lie outside the night's span and leave its scopes complete. */
  readonly holes: readonly PlacedHole[];
  /** Jobs that are too old to be asked for again. */
  readonly notes: Manifest["notes"];
}
