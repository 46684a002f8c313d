/**
 * What osls loads for serverless.yml: its provider `tencent`. Everything else here is TypeScript, which osls cannot load by
 * itself; `asyncInit`, which it awaits before it looks at commands, loads it and registers what it brings.
 */

import { tsImport } from "tsx/esm/api";

// osls takes a plugin's default export.
// biome-ignore lint/style/noDefaultExport: see above
export default class JobAuditPlugin {
  #osls;
  #flags;

  constructor(osls, flags) {
    this.#osls = osls;
    this.#flags = flags;
  }

  async asyncInit() {
    const { createPlugin } = await tsImport("./plugin.ts", import.meta.url);
    Object.assign(this, createPlugin(this.#osls, this.#flags));
    this.#osls.pluginManager.loadCommands(this);
    this.#osls.pluginManager.loadHooks(this);
  }
}
