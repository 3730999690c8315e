/** Spans by OpenTelemetry, sent to a collector. Loaded only where there is one. */
import { context, ROOT_CONTEXT, SpanStatusCode, trace, TraceFlags, type Context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { OpenSpan, SpanOptions, Tracing } from './trace.ts';

const SEND_MS = 1_000;
/** At the end, also to a collector that does not answer. */
const CLOSE_LIMIT_MS = 1_000;

/**
 * @param endpoint of a collector that takes OTLP over HTTP; other OTEL_… variables that its exporter reads apply as
 * well, OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES among them
 */
export function startTraces(endpoint: string): Tracing {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'cairn' }))
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: SEND_MS })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const tracer = provider.getTracer('cairn');
  function open(name: string, { attributes = {}, parent }: SpanOptions): OpenSpan {
    const above = contextOf(parent);
    const span = tracer.startSpan(name, { attributes }, above);
    return {
      inside: (work) => context.with(trace.setSpan(above, span), work),
      beside: (other) => context.with(above, () => open(other, {})),
      end({ name: known, attributes: more, failed } = {}) {
        if (known !== undefined) span.updateName(known);
        if (more) span.setAttributes(more);
        if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      },
    };
  }
  return {
    open,
    isInside: () => trace.getSpan(context.active()) !== undefined,
    outside: (work) => context.with(ROOT_CONTEXT, work),
    async close() {
      const late = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_LIMIT_MS).unref());
      // What cannot be sent at the end is lost: nobody waits for it.
      await Promise.race([provider.shutdown().catch(() => {}), late]);
    },
  };
}

function contextOf(parent: SpanOptions['parent']): Context {
  if (parent === undefined) return context.active();
  if (parent === 'none') return ROOT_CONTEXT;
  const [, traceId, spanId, flags] =
    /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/.exec(parent.traceparent ?? '') ?? [];
  if (traceId === undefined || spanId === undefined) return ROOT_CONTEXT;
  const isSampled = (Number.parseInt(flags!, 16) & 1) === 1;
  const traceFlags = isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}
