/**
 * Whether a policy permits a request, as CAM decides it (vendor page "Evaluation Logic"): what is not allowed is denied,
 * and a statement that denies stands above every one that allows.
 */

import type { PolicyDocument } from "./policy-document.ts";

/** What one request needs: an action, and what it acts on in six segments. `*`: the action is asked of no resource. */
export interface Need {
  readonly action: string;
  readonly resource: string;
}

export function isAllowed({ statement }: PolicyDocument, need: Need): boolean {
  const matching = statement.filter(
    ({ action, resource }) =>
      action.some((pattern) => matchesAction(pattern, need.action)) &&
      resource.some((pattern) => matchesResource(pattern, need.resource)),
  );
  return matching.length > 0 && matching.every(({ effect }) => effect === "allow");
}

/** `name/cos:GetObject` and `cos:GetObject` are one action: the vendor's own policies write both. Case counts. */
function matchesAction(pattern: string, action: string): boolean {
  return matchesText(pattern.replace(/^name\//, ""), action);
}

/**
 * A pattern's empty service, region or account stands for all, and for the account that the policy belongs to (page
 * "Resource Description Method"). An action without a resource is matched by `*` alone (page of CAM on each product).
 */
function matchesResource(pattern: string, resource: string): boolean {
  if (pattern === "*") return true;
  const patterns = segmentsOf(pattern);
  const segments = segmentsOf(resource);
  if (segments.length < 6) return false;
  return patterns.every((each, at) => (at > 1 && at < 5 && each === "") || matchesText(each, segments[at] ?? ""));
}

/** Six at most: the last may hold colons of its own. */
function segmentsOf(resource: string): readonly string[] {
  const parts = resource.split(":");
  return parts.length < 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}

/** `*` stands for any run of characters, slashes too. */
function matchesText(pattern: string, text: string): boolean {
  const escaped = pattern.split("*").map((piece) => piece.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${escaped.join("[^]*")}$`).test(text);
}
