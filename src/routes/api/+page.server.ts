import { SCOPES } from '#domain/scopes.ts';
import { openApiDocument } from '#server/api/openapi.ts';
import { allOperations } from './operations.server.ts';
import type { PageServerLoad } from './$types';

/** Nothing here needs a script. */
export const csr = false;

export const load: PageServerLoad = async () => ({
  document: openApiDocument(await allOperations()),
  scopes: Object.entries(SCOPES).map(([name, words]) => ({ name, words })),
});
