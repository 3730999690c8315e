import * as v from 'valibot';
import { openApiDocument } from '#server/api/openapi.ts';
import { operation } from '#server/api/operation.ts';
import { allOperations } from '../../operations.server.ts';

let document: ReturnType<typeof openApiDocument> | undefined;

export const GET = operation(
  {
    summary: 'This description of the API, as OpenAPI 3.1',
    tag: 'session',
    who: 'anyone',
    scope: 'any',
    answers: { 200: v.looseObject({ openapi: v.literal('3.1.0') }) },
  },
  async () => (document ??= openApiDocument(await allOperations())),
);
