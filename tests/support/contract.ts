/**
 * Holds requests and answers against the server's own OpenAPI document, both ways: what the server took must be
 * something that the document allows, and what it answered must be something that the document promises.
 */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

interface Content {
  readonly content?: Record<string, { readonly schema?: object }>;
}
interface DocumentedOperation {
  readonly summary: string;
  readonly description: string;
  readonly parameters?: readonly { name: string; in: string; required: boolean; schema: object }[];
  readonly requestBody?: Content;
  readonly responses: Record<string, Content & { $ref?: string }>;
}
export interface ApiDocument {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, DocumentedOperation>>;
  readonly components: { schemas: Record<string, object> };
}

export interface Exchange {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body?: unknown;
  readonly answer: Response;
}

const contracts = new Map<string, Promise<Contract>>();

/** Throws where a server does not keep to its document. The answer stays readable. */
export async function expectContract(url: string, exchange: Exchange): Promise<void> {
  let contract = contracts.get(url);
  if (!contract) contracts.set(url, (contract = Contract.of(url)));
  await (await contract).check(exchange);
}

class Contract {
  readonly #document: ApiDocument;
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });
  readonly #validators = new Map<object, ValidateFunction>();

  private constructor(document: ApiDocument) {
    this.#document = document;
    addFormats(this.#ajv);
    this.#ajv.addSchema({ $id: 'api', components: document.components });
  }

  static async of(url: string): Promise<Contract> {
    return new Contract((await (await fetch(`${url}/api/v1/openapi.json`)).json()) as ApiDocument);
  }

  async check({ method, path, body, answer }: Exchange): Promise<void> {
    const [address = '', query = ''] = path.split('?');
    const operation = this.#find(method, address);
    const said = `${method} ${path}: ${answer.status}`;
    // An endpoint that is no operation yet; `authorisation.test.ts` names those.
    if (!operation) return answer.ok ? undefined : this.#checkProblem(answer, said);
    if (!answer.ok && answer.status !== 304) return this.#checkProblem(answer, said);
    const response = operation.responses[answer.status];
    if (!response) throw new Error(`${said}, which the API's document does not promise`);
    this.#checkRequest(operation, { query, body }, said);
    const schema = response.content?.['application/json']?.schema;
    if (schema) this.#expectValid(schema, await answer.clone().json(), `${said}: the answer`);
    else if (response.content && !response.content[contentTypeOf(answer)])
      throw new Error(`${said} with ${contentTypeOf(answer)}`);
  }

  #checkRequest(
    { parameters = [], requestBody }: DocumentedOperation,
    { query, body }: { query: string; body: unknown },
    said: string,
  ): void {
    const known = new Set(parameters.filter((one) => one.in === 'query').map(({ name }) => name));
    for (const name of new URLSearchParams(query).keys())
      if (!known.has(name)) throw new Error(`${said} took “${name}”, which the API's document does not have`);
    const schema = requestBody?.content?.['application/json']?.schema;
    if (schema) this.#expectValid(schema, body ?? {}, `${said}: the body`);
    else if (body !== undefined && JSON.stringify(body) !== '{}')
      throw new Error(`${said} took a body, and the API's document has none`);
  }

  async #checkProblem(answer: Response, said: string): Promise<void> {
    if (contentTypeOf(answer) !== 'application/problem+json')
      throw new Error(`${said} with ${contentTypeOf(answer)}: ${await answer.clone().text()}`);
    const problem = (await answer.clone().json()) as { status: number };
    this.#expectValid({ $ref: 'api#/components/schemas/Problem' }, problem, `${said}: the problem`);
    if (problem.status !== answer.status) throw new Error(`${said} says ${problem.status}`);
  }

  #find(method: string, address: string): DocumentedOperation | undefined {
    const parts = address.split('/');
    const fits = (path: string) => {
      const names = path.split('/');
      return (
        names.length === parts.length && names.every((name, at) => name.startsWith('{') || name === parts[at])
      );
    };
    // `/members/me` goes before `/members/{userId}`.
    const paths = Object.keys(this.#document.paths)
      .filter(fits)
      .sort((a, b) => a.split('{').length - b.split('{').length);
    return paths[0] === undefined ? undefined : this.#document.paths[paths[0]]![method.toLowerCase()];
  }

  #expectValid(schema: object, value: unknown, what: string): void {
    let validate = this.#validators.get(schema);
    if (!validate) this.#validators.set(schema, (validate = this.#ajv.compile(schema)));
    if (!validate(value))
      throw new Error(
        `${what} is not as documented: ${this.#ajv.errorsText(validate.errors)} in ${JSON.stringify(value)}`,
      );
  }
}

const contentTypeOf = (answer: Response): string =>
  (answer.headers.get('content-type') ?? '').split(';')[0]!.trim();
