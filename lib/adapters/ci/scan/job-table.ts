/**
 * The texts of a job that the scanner knows by their place, compiled into tables of elements.
 *
 * What is in no path here is no mistake: it is read as an element of any name and kept as it came.
 */

import { type Family, type FamilyName, families } from "../../../core/family.ts";

/** By the vendor's page DescribePicJobs. `*` stands for the family's element of an inline rule. */
const paths = [
  ...["JobId", "QueueId", "Code", "State", "CreationTime", "StartTime", "EndTime", "Tag", "Message"],
  ...["Input.BucketId", "Input.Bucket", "Input.Region", "Input.Object"],
  ...["Operation.TemplateId", "Operation.TemplateName", "Operation.UserData", "Operation.*.ProcessRule"],
  ...["Operation.Output.BucketId", "Operation.Output.Bucket", "Operation.Output.Region", "Operation.Output.Object"],
  ...["Workflow.WorkflowId", "Workflow.WorkflowName", "Workflow.Name", "Workflow.RunId"],
  // Those have no field, and stand in nearly every job.
  ...["Operation.JobLevel", "Operation.*.IsPicInfo"],
] as const;

type Path = (typeof paths)[number];

/** Where the text of a path is put. */
export const slotOf = Object.fromEntries(paths.map((path, slot) => [path, slot])) as Readonly<Record<Path, number>>;

export const slotCount: number = paths.length;

/** Of texts that are no fields. */
export const keptSlots: readonly number[] = [slotOf["Operation.JobLevel"], slotOf["Operation.*.IsPicInfo"]];

const containers = ["", "Input", "Operation", "Operation.Output", "Operation.*", "Workflow"] as const;

/** The numbers of the containers, and how many there are. */
export const containerOf = { job: 0, input: 1, operation: 2, output: 3, rule: 4, workflow: 5 } as const;
export const containerCount: number = containers.length;

export interface KnownElement {
  readonly name: string;
  /** Its tags, as the service writes them; empty ones as `<a/>` and as `<a />`. */
  readonly open: string;
  readonly close: string;
  readonly empty: string;
  readonly emptySpaced: string;
  /** Of a text; -1 of a container. */
  readonly slot: number;
  /** Null for a text. */
  readonly inside: Container | null;
}

export interface Container {
  /** Its number among the containers of a job. */
  readonly index: number;
  /** By name. */
  readonly elements: ReadonlyMap<string, KnownElement>;
}

export interface JobTable {
  readonly job: KnownElement;
  /** Where the rule of an inline operation stands when no element is named after the tag. */
  readonly ruleElement: string;
  /** Names that mean something else in an Operation, should a tag be called so. */
  readonly operationNames: ReadonlySet<string>;
}

const tables = new Map<FamilyName, JobTable>();

export function jobTable(family: FamilyName): JobTable {
  const table = tables.get(family) ?? compile(families[family]);
  tables.set(family, table);
  return table;
}

function compile({ jobElement, ruleElement }: Family): JobTable {
  const nameOf = (step: string) => (step === "*" ? ruleElement : step);

  function knownElement(name: string, path: string): KnownElement {
    const slot = (paths as readonly string[]).indexOf(path);
    const inside = slot === -1 ? container(path) : null;
    const tags = { open: `<${name}>`, close: `</${name}>`, empty: `<${name}/>`, emptySpaced: `<${name} />` };
    return { name, ...tags, slot, inside };
  }

  function container(path: string): Container {
    const prefix = path === "" ? "" : `${path}.`;
    const elements = stepsBelow(prefix).map((step) => knownElement(nameOf(step), `${prefix}${step}`));
    const index = (containers as readonly string[]).indexOf(path);
    return { index, elements: new Map(elements.map((element) => [element.name, element])) };
  }

  const operationNames = new Set(stepsBelow("Operation.").filter((step) => step !== "*"));
  return { job: knownElement(jobElement, ""), ruleElement, operationNames };
}

function stepsBelow(prefix: string): readonly string[] {
  const below = paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
  return [...new Set(below.map((rest) => rest.replace(/\..*/, "")))];
}
