/** What still needs the server at once, over HTTP. */

/** Why it could not be done, in a sentence for the person. */
export class CairnError extends Error {
  override readonly name = 'CairnError';
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
  const answer = (await response.json().catch(() => null)) as (Answer & { detail?: string }) | null;
  if (!response.ok) throw new CairnError(answer?.detail ?? 'The server could not do that. Try again later.');
  return answer as Answer;
}
