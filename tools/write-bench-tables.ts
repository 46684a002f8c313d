/** Writes the tables of bench/README.md anew from the results that are kept. */

import { writePage } from "../bench/kept-results.ts";
import { subjects } from "../bench/subjects.ts";

await writePage(subjects.map(({ name }) => name));
