/** What people call things that the service tells by their ids. */

/** By id; what has no name is not in it. */
export type NamesById = ReadonlyMap<string, string>;

export interface Names {
  readonly queueNames: NamesById;
  readonly templateNames: NamesById;
}

export const noNames: NamesById = new Map();

/** A template by its name, anything else as it is. Not yet safe to show. */
export function operationTitle(operation: string, templateNames: NamesById): string {
  return templateNames.get(operation) ?? operation;
}
