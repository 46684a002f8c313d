/**
 * An app all of whose ways to people and machines outside pass redaction: sinks, the heartbeat and metrics. Its log does so
 * by itself, and reports are made of what was redacted when it was read.
 */

import type { Heartbeat } from "../ports/heartbeat.ts";
import type { TriableSink } from "../ports/triable-sink.ts";
import type { App } from "./compose.ts";
import type { Redactor } from "./redactor.ts";

export function redactedApp(app: App, redactor: Redactor): App {
  const { sinks, heartbeat, metricsText } = app;
  return {
    ...app,
    sinks: sinks.map((sink) => redactedSink(sink, redactor)),
    heartbeat: heartbeat && redactedHeartbeat(heartbeat, redactor),
    metricsText: (families) => metricsText(redactor.copy(families)),
  };
}

function redactedSink(sink: TriableSink, { copy }: Redactor): TriableSink {
  return {
    ...sink,
    preview: (message) => sink.preview(copy(message)),
    send: (message, signal) => sink.send(copy(message), signal),
    deliver: (message, signal) => sink.deliver(copy(message), signal),
  };
}

function redactedHeartbeat(heartbeat: Heartbeat, { text }: Redactor): Heartbeat {
  return { ping: (ping, signal) => heartbeat.ping({ ...ping, body: text(ping.body) }, signal) };
}
