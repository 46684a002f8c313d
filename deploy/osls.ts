/** What of osls the plugin uses: https://github.com/oss-serverless/osls, version 4.3. */

export interface Osls {
  /** The folder that serverless.yml stands in, and that osls runs in. */
  readonly serviceDir: string;
  /** serverless.yml with its variables resolved; anything may stand there until the schema has been asked. */
  readonly service: { readonly provider: unknown; readonly functions: Record<string, OslsFunction> };
  readonly configSchemaHandler: { defineProvider(name: string, schema: ProviderSchema): void };
  /** An error of this class is told without a stack, and makes the exit code 1. */
  readonly classes: { readonly Error: new (message: string, code: string) => Error };
  setProvider(name: string, provider: object): void;
}

/** What osls' own packager looks at: a function that has an artifact is not packed again. */
export interface OslsFunction {
  package?: { readonly artifact: string };
}

/** JSON Schemas. */
export interface ProviderSchema {
  readonly provider: MappingSchema;
  readonly function: MappingSchema;
  readonly functionEvents: Readonly<Record<string, object>>;
}

export interface MappingSchema {
  readonly properties: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
}

/** What an instance of a plugin has for osls to read. */
export interface OslsPlugin {
  readonly commands: Readonly<Record<string, OslsCommand>>;
  readonly hooks: Readonly<Record<string, () => Promise<void>>>;
}

export interface OslsCommand {
  readonly usage: string;
  readonly lifecycleEvents: readonly string[];
  readonly options: Readonly<Record<string, object>>;
}
