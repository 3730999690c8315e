/** The same application inside Vite's process: `npm run dev` syncs like the real thing, with hot reload. */
import type { Server } from 'node:http';
import { setApplication } from '#server/application.ts';
import { readEnvironment } from '#server/env.ts';
import { StartError } from '#server/start-error.ts';
import { createApplication } from './create-application.ts';

interface DevelopmentServer {
  readonly httpServer: Pick<Server, 'on'> | null;
}

/** Starts database and sync, and takes its upgrades; Vite keeps its own. */
export async function attachDevelopmentServer({ httpServer }: DevelopmentServer): Promise<void> {
  try {
    const running = await createApplication(readEnvironment(process.env));
    setApplication(running.application);
    httpServer?.on('upgrade', (request, socket, head) => void running.sync.upgrade(request, socket, head));
    httpServer?.on('close', () => void running.close());
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
