/** The two files of the client library that metrics are written by: the whole of it is eight times as large. */

declare module "prom-client/lib/gauge.js" {
  import { Gauge } from "prom-client";

  export = Gauge;
}

declare module "prom-client/lib/registry.js" {
  import { Registry } from "prom-client";

  export = Registry;
}
