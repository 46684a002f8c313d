import { planFingerprints } from "../../lib/core/fingerprint/night-versions.ts";

/** Of a night without a night before it. */
export const plannedFingerprints = planFingerprints([], "2026-11-21", null);

/** As this program makes fingerprints when no settings and no night before ask for others. */
export const fingerprinting = plannedFingerprints.scheme;
