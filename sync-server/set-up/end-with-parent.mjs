import { isMainThread } from 'node:worker_threads';

// Loaded before a program's own code. The channel to the parent closes whatever way the parent ends, kill -9 included;
// then this process asks itself to stop, and leaves without being asked if that takes too long.
const graceMs = 4_500;

if (isMainThread && process.channel) {
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), graceMs).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  // Listening alone must not keep the program running.
  process.channel.unref();
}
