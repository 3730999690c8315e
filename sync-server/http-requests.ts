/** The HTTP requests under way: each has an id and is looked at when it is over, and a stop waits for them. */
import type { RequestListener, ServerResponse } from 'node:http';
import { inRequest, requestIdOf, type RequestScope } from '#server/request-scope.ts';

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
      this.#open.add(response);
      response.setHeader('x-request-id', scope.id);
      if (this.#isEnding) response.setHeader('connection', 'close');
      response.once('close', () => {
        this.#open.delete(response);
        const { method = 'GET' } = request;
        const status = response.writableFinished ? response.statusCode : null;
        const ms = performance.now() - begun;
        inRequest(scope, () => this.#answered({ method, route: scope.route ?? 'file', status, ms }));
        if (this.#open.size === 0) this.#noneOpen?.();
      });
      inRequest(scope, () => answer(request, response));
    };
  }

  /** Waits until what is under way has been answered; its connections end with it. */
  async end(): Promise<void> {
    this.#isEnding = true;
    for (const response of this.#open) if (!response.headersSent) response.setHeader('connection', 'close');
    if (this.#open.size > 0) await new Promise<void>((resolve) => (this.#noneOpen = resolve));
  }
}
