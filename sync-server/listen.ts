import type { Server } from 'node:http';
import type { VariableName } from '#server/variables.ts';
import { StartError } from '#server/start-error.ts';

/** @throws StartError that names the variables to be set differently */
export function listen(
  server: Server,
  { port, host, names }: { port: number; host: string; names: Record<'port' | 'host', VariableName> },
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const where = `port ${port} on ${host}`;
      reject(new StartError(`Cannot start: ${reasonOf(error.code ?? error.message, where, names)}`));
    });
    server.listen(port, host, resolve);
  });
}

function reasonOf(code: string, where: string, names: Record<'port' | 'host', VariableName>): string {
  switch (code) {
    case 'EADDRINUSE':
      return `${where} is taken. Stop what uses it, or set ${names.port} to another.`;
    case 'EACCES':
      return `this user may not listen on ${where}. Set ${names.port} to one above 1023.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `this machine has no address for ${where}. Set ${names.host} to one that it has.`;
    default:
      return `listening on ${where} failed (${code}).`;
  }
}
