/**
 * How large a stored object may be, by what it is.
 *
 * What is stored may have been put there by anybody with access to the bucket or folder, and is in memory whole.
 */

const mebi = 1 << 20;

/** Some 400 bytes by construction. */
const maxCommitBytes = mebi;
/** 400 bytes a file and 200 a scope: that of 50,000 scopes has 40 MB. */
const maxManifestBytes = 64 * mebi;
/** A part holds 100,000 rows at most, packed: 10 MB, or 70 where rows do not pack at all. */
const maxPartBytes = 256 * mebi;

/** `key` may have a prefix before it. */
export function maxObjectBytes(key: string): number {
  if (/(?:^|\/)v1\/commits\//.test(key)) return maxCommitBytes;
  return /(?:^|\/)v1\/manifests\//.test(key) ? maxManifestBytes : maxPartBytes;
}
