/** Every operation that there is: the files under `v1` say it themselves. The one place that collects them. */
import type { Operation } from '#server/api/operation.ts';
import type { ListedOperation } from '#server/api/openapi.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Endpoint = Partial<Record<string, Operation>>;

// Not eager: one of these files imports this one.
const endpoints = import.meta.glob<Endpoint>('./v1/**/+server.ts');

/** In the order of their addresses. @throws when one was not made with `operation` */
export async function allOperations(): Promise<ListedOperation[]> {
  const files = Object.keys(endpoints).sort();
  const listed = await Promise.all(files.map(async (file) => operationsOf(file, await endpoints[file]!())));
  return listed.flat();
}

function operationsOf(file: string, endpoint: Endpoint): ListedOperation[] {
  const path = addressOf(file);
  return METHODS.flatMap((method) => {
    const operation = endpoint[method];
    if (operation === undefined) return [];
    return operation.definition ? [{ method, path, definition: operation.definition }] : [];
  });
}

/** `./v1/groups/[groupId]/+server.ts` is `/api/v1/groups/{groupId}`. */
const addressOf = (file: string): string =>
  file
    .replace(/^\./, '/api')
    .replace(/\/\+server\.ts$/, '')
    .replace(/\[(\w+)\]/g, '{$1}');
