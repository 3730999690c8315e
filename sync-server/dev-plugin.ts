/** The same application inside Vite's process: `npm run dev` syncs like the real thing, with hot reload. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setApplication } from '#server/application.ts';
import { readEnvironment } from '#server/env.ts';
import { StartError } from '#server/start-error.ts';
import { createApplication } from './create-application.ts';
import { Metrics } from './metrics/metrics.ts';
import { answerHealth, Readiness } from './readiness.ts';

interface DevelopmentServer {
  readonly httpServer: Pick<Server, 'on'> | null;
  readonly middlewares: {
    use(answer: (request: IncomingMessage, response: ServerResponse, pass: () => void) => void): unknown;
  };
}

/** Starts database and sync, and takes its upgrades; Vite keeps its own. */
export async function attachDevelopmentServer({ httpServer, middlewares }: DevelopmentServer): Promise<void> {
  try {
    const [readiness, metrics] = [new Readiness(), new Metrics()];
    middlewares.use((request, response, pass) => {
      if (!answerHealth(readiness, request, response)) pass();
    });
    const running = await createApplication(readEnvironment(process.env), { readiness, metrics });
    setApplication(running.application);
    readiness.reached('sync');
    httpServer?.on('upgrade', (request, socket, head) => void running.sync.upgrade(request, socket, head));
    httpServer?.on('close', () => void running.close());
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
