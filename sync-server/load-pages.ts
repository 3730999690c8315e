/** The pages that `npm run build` made, as a request listener. */
import { existsSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import type { Environment } from '#server/env.ts';
import { StartError } from '#server/start-error.ts';

/** Only this process sets it: whatever a client sends under this name is overwritten. */
const PROTOCOL_HEADER = 'x-cairn-protocol';

/** @throws StartError when the application has not been built */
export async function loadPages({ origin, addressHeader }: Environment): Promise<RequestListener> {
  const handlerFile = new URL('../.build/handler.js', import.meta.url);
  if (!existsSync(handlerFile))
    throw new StartError('The application is not built. Start it with "npm start".');
  // adapter-node 5 reads these when it is imported, and takes every address for https unless told otherwise.
  if (origin === undefined) {
    delete process.env['ORIGIN'];
    process.env['PROTOCOL_HEADER'] = PROTOCOL_HEADER;
  }
  if (addressHeader === undefined) delete process.env['ADDRESS_HEADER'];
  else process.env['ADDRESS_HEADER'] = addressHeader;
  const { handler } = (await import(handlerFile.href)) as { handler: RequestListener };
  return (request, response) => {
    request.headers[PROTOCOL_HEADER] = 'http';
    handler(request, response);
  };
}
