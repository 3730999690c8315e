/** A request's body as JSON: an empty one is an empty object, and what is no JSON is undefined, which no schema takes. */
export async function readJson(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
