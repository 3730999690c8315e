/**
 * Where time goes: spans, for a collector of OpenTelemetry. Without one every function here does what it is given and
 * nothing else; what makes spans is loaded only then (`otlp-traces.ts`).
 */

export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** A span that has begun. */
export interface OpenSpan {
  /** Does something that belongs to it. */
  inside<T>(work: () => T): T;
  /** Begins another one that belongs to the same, now. */
  beside(name: string): OpenSpan;
  end(outcome?: {
    readonly name?: string;
    readonly attributes?: Attributes;
    readonly failed?: boolean;
  }): void;
}

export interface SpanOptions {
  readonly attributes?: Attributes;
  /** What it belongs to: the span that is under way, a caller elsewhere by its `traceparent`, or nothing. */
  readonly parent?: { readonly traceparent: string | undefined } | 'none';
}

export interface Tracing {
  open(name: string, options: SpanOptions): OpenSpan;
  /** Whether what is done now belongs to a span. */
  isInside(): boolean;
  /** Does something that belongs to none. */
  outside<T>(work: () => T): T;
  /** Sends what is still to be sent. */
  close(): Promise<void>;
}

let tracing: Tracing | null = null;

/** From now on. */
export function traceBy(made: Tracing): void {
  tracing = made;
}

/** Null where nobody looks. */
export const openSpan = (name: string, options: SpanOptions = {}): OpenSpan | null =>
  tracing?.open(name, options) ?? null;

/** For what is worth a span only as a part of something. */
export const openPart = (name: string, options: SpanOptions = {}): OpenSpan | null =>
  tracing?.isInside() ? tracing.open(name, options) : null;

/** Does something in a span of its own, which ends when that has. */
export function inSpan<T>(name: string, work: () => T, options: SpanOptions = {}): T {
  if (tracing === null) return work();
  const span = tracing.open(name, options);
  try {
    const result = span.inside(work);
    if (result instanceof Promise)
      result.then(
        () => span.end(),
        () => span.end({ failed: true }),
      );
    else span.end();
    return result;
  } catch (error) {
    span.end({ failed: true });
    throw error;
  }
}

/** Sends what is still to be sent, and makes no more. */
export async function closeTraces(): Promise<void> {
  const closing = tracing;
  tracing = null;
  await closing?.close();
}

export const outsideSpans = <T>(work: () => T): T => (tracing ? tracing.outside(work) : work());
