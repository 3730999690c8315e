/** What still needs the server at once, over HTTP. */

/** Why it could not be done, in a sentence for the person. */
export class CairnError extends Error {
  override readonly name = 'CairnError';
  /** What the server called it; null when it did not answer. */
  readonly code: string | null;

  constructor(message: string, code: string | null = null) {
    super(message);
    this.code = code;
  }
}

const UNREACHABLE = 'There is no connection to the server. Try again when there is.';

/** Sends JSON and reads JSON. @throws CairnError with the server's sentence, or that there is no connection */
export async function call<Answer>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
    });
  } catch {
    throw new CairnError(UNREACHABLE);
  }
  const answer = (await response.json().catch(() => null)) as
    (Answer & { detail?: string; code?: string }) | null;
  if (!response.ok)
    throw new CairnError(answer?.detail ?? 'The server could not do that. Try again later.', answer?.code);
  return answer as Answer;
}
