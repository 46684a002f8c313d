/**
 * What code a function has, as the end of its description: the platform tells no hash of it.
 *
 * Only letters that the vendor's page "CreateFunction" permits in a description, which brackets are not among. It is
 * written after the code has been taken, so that a deployment that was killed in between begins with the code again.
 */

/** Of 64 hexadecimal digits; enough to tell one's own builds apart. */
const shownDigits = 12;

export function codeMark(sha256: string): string {
  return sha256.slice(0, shownDigits);
}

export function withCodeMark(description: string, sha256: string): string {
  return `${description} Code ${codeMark(sha256)}.`.trimStart();
}

export interface MarkedDescription {
  readonly description: string;
  /** Null: this program did not deploy it, or somebody wrote another description. */
  readonly code: string | null;
}

export function readCodeMark(text: string): MarkedDescription {
  const [, description, code] = /^(?:(.*) )?Code ([0-9a-f]{12})\.$/s.exec(text) ?? [];
  return code === undefined ? { description: text, code: null } : { description: description ?? "", code };
}
