/** The HTTP requests under way: each has an id and is looked at when it is over, and a stop waits for them. */
import type { RequestListener, ServerResponse } from 'node:http';
import { inRequest, requestIdOf, type RequestScope } from '#server/request-scope.ts';
import { openSpan } from '#server/trace.ts';

/** A request that is over. */
export interface Answered {
  readonly method: string;
  /** The pattern of its address; `file` for what is served as it lies there. */
  readonly route: string;
  /** Null where the client went away before. */
  readonly status: number | null;
  readonly ms: number;
}

export class HttpRequests {
  readonly #open = new Set<ServerResponse>();
  readonly #answered: (answered: Answered) => void;
  #isEnding = false;
  #noneOpen: (() => void) | undefined;

  /** @param answered is told inside the scope of the request */
  constructor(answered: (answered: Answered) => void) {
    this.#answered = answered;
  }

  /** Wraps what answers. */
  listener(answer: RequestListener): RequestListener {
    return (request, response) => {
      const begun = performance.now();
      const scope: RequestScope = { id: requestIdOf(request.headers['x-request-id']), route: null };
      const { method = 'GET' } = request;
      const traceparent = request.headers['traceparent'];
      const span = openSpan(method, {
        parent: { traceparent: typeof traceparent === 'string' ? traceparent : undefined },
        attributes: { 'http.request.method': method, 'cairn.request': scope.id },
      });
      this.#open.add(response);
      response.setHeader('x-request-id', scope.id);
      if (this.#isEnding) response.setHeader('connection', 'close');
      response.once('close', () => {
        this.#open.delete(response);
        const status = response.writableFinished ? response.statusCode : null;
        const ms = performance.now() - begun;
        const route = scope.route ?? 'file';
        span?.end({
          name: `${method} ${route}`,
          attributes: { 'http.route': route, 'http.response.status_code': status ?? 0 },
          failed: status === null || status >= 500,
        });
        inRequest(scope, () => this.#answered({ method, route, status, ms }));
        if (this.#open.size === 0) this.#noneOpen?.();
      });
      const go = () => inRequest(scope, () => answer(request, response));
      if (span) span.inside(go);
      else go();
    };
  }

  /** Waits until what is under way has been answered; its connections end with it. */
  async end(): Promise<void> {
    this.#isEnding = true;
    for (const response of this.#open) if (!response.headersSent) response.setHeader('connection', 'close');
    if (this.#open.size > 0) await new Promise<void>((resolve) => (this.#noneOpen = resolve));
  }
}
