/** What went into an export and what did not, counted while its text is taken. */

export interface ExportCounts {
  /** Rows that the filters let through. */
  matching: number;
  /** Lines of the export, without a head. */
  lines: number;
  /** Failed jobs that name no input, and those whose input has no address; they are in no export of inputs. */
  withoutInput: number;
  withoutAddress: number;
  /** Failed jobs that were left out because what they were to do was done with success in a later night. */
  recovered: number;
  /** Where the inputs lie. */
  readonly buckets: Set<string>;
}

export function emptyCounts(): ExportCounts {
  return { matching: 0, lines: 0, withoutInput: 0, withoutAddress: 0, recovered: 0, buckets: new Set() };
}
