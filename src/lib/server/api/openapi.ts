/** The OpenAPI 3.1 document of the API, made from the definitions of its operations. */
import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { SCOPES } from '#domain/scopes.ts';
import { TAGS, type AnyDefinition, type Answer, type Needs } from './operation.ts';
import { BODY_BYTES_MAX } from './read-body.ts';
import { WHO } from './who.ts';

export interface ListedOperation {
  /** `GET`, `POST` … */
  readonly method: string;
  /** With its parameters in braces: `/api/v1/groups/{groupId}`. */
  readonly path: string;
  readonly definition: AnyDefinition;
}

type Json = Record<string, unknown>;

/** What of the document the readable page shows. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: Json;
}
export interface OpenApiOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly OpenApiParameter[];
  readonly requestBody?: Json;
  readonly responses: Readonly<Record<string, Json>>;
}
export interface OpenApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: Json;
}

export function openApiDocument(operations: readonly ListedOperation[]): OpenApiDocument {
  const paths: Record<string, Record<string, OpenApiOperation>> = {};
  for (const operation of operations)
    (paths[operation.path] ??= {})[operation.method.toLowerCase()] = describe(operation);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Cairn',
      version: '1',
      description:
        'Everything that a person may do, for programs. Requests carry a session cookie and our own Origin, or a ' +
        'token as “Authorization: Bearer …”. What cannot be done is answered with problem details (RFC 9457); what ' +
        'is not yours is answered like what does not exist.',
    },
    tags: TAGS.map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: PROBLEM },
      responses: {
        Problem: {
          description: 'Why it was not done.',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'cairn.session_token' },
        token: {
          type: 'http',
          scheme: 'bearer',
          description: `Made in the settings. Scopes: ${Object.keys(SCOPES).join(', ')}.`,
        },
      },
    },
  };
}

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'id'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'A sentence for people.' },
    code: { type: 'string', description: 'For programs.' },
    id: { type: 'string', description: 'Finds the line in the server’s log.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'detail'],
        properties: { field: { type: 'string' }, detail: { type: 'string' } },
      },
    },
  },
} as const;

function describe({ method, path, definition }: ListedOperation): OpenApiOperation {
  const { summary, description, tag, who, scope, params = {}, query = {}, body } = definition;
  const parameters = [...parametersIn('path', params), ...parametersIn('query', query)];
  const tokens = who === 'anyone' ? '' : wordsForTokens(scope);
  return {
    operationId: operationId(method, path),
    tags: [tag],
    summary,
    description: `${description ? `${description} ` : ''}For: ${WHO[who].toLowerCase()}.${tokens}`,
    security:
      who === 'anyone'
        ? [{}]
        : [{ session: [] }, ...(scope ? [{ token: scope === 'any' ? [] : [scope] }] : [])],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: bodyOf(body, definition.bodyBytesMax) } : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(definition.answers).map(([status, answer]) => [status, responseOf(answer)]),
      ),
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

function wordsForTokens(scope: Needs | undefined): string {
  if (scope === undefined) return ' Not for tokens.';
  return scope === 'any' ? ' Every token may.' : ` Tokens need the scope “${scope}”.`;
}

/** `get-groups-groupId-members`: stable, and readable in generated clients. */
const operationId = (method: string, path: string): string =>
  [method.toLowerCase(), ...path.replace(/^\/api\/v1\//, '').split('/')]
    .map((part) => part.replace(/[{}]/g, '').replace(/\W+/g, '-'))
    .join('-');

function parametersIn(where: 'path' | 'query', entries: v.ObjectEntries): OpenApiParameter[] {
  return Object.entries(entries).map(([name, schema]) => {
    const optional = schema as { type: string; wrapped?: v.GenericSchema; default?: unknown };
    const isOptional = ['optional', 'exact_optional'].includes(optional.type);
    const inner = isOptional ? optional.wrapped! : schema;
    return { name, in: where, required: !isOptional, schema: parameterSchema(inner) };
  });
}

/** In an address everything is text; what is meant is what the schema makes of it. */
function parameterSchema(schema: v.GenericSchema): Json {
  const output = jsonSchema(schema, 'output');
  return Object.keys(output).length > 0 ? output : jsonSchema(schema, 'input');
}

const bodyOf = (schema: v.GenericSchema, bytesMax = BODY_BYTES_MAX): Json => ({
  required: true,
  description: `At most ${Math.floor(bytesMax / 1024)} KiB.`,
  content: { 'application/json': { schema: jsonSchema(schema, 'input') } },
});

function responseOf(answer: Answer): Json {
  if (answer === null) return { description: 'Nothing.' };
  if ('contentType' in answer) return { description: 'The content.', content: { [answer.contentType]: {} } };
  return { description: 'Done.', content: { 'application/json': { schema: jsonSchema(answer, 'input') } } };
}

function jsonSchema(schema: v.GenericSchema, typeMode: 'input' | 'output'): Json {
  // What JSON Schema cannot say (a check by code) is left out: the document then allows more than the server.
  const { $schema: _, ...rest } = toJsonSchema(schema, {
    typeMode,
    errorMode: 'ignore',
    target: 'draft-2020-12',
  }) as Json;
  return rest;
}
