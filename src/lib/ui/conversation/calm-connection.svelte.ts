/** The state of the connection as it is worth telling: nothing that lasts less than two seconds is said. */
import { untrack } from 'svelte';
import type { Connection, ConnectionState } from '#client/connection.svelte.ts';

const CALM_MS = 2_000;

export class CalmConnection {
  readonly #connection: Connection;
  /** Null until something has lasted; then the last state that did. */
  state = $state.raw<ConnectionState | null>(null);

  /** Call while a component is made: it follows the connection as long as that component lives. */
  constructor(connection: Connection) {
    this.#connection = connection;
    let shownSince = 0;
    $effect(() => {
      const next = connection.state;
      if (next === untrack(() => this.state)) return;
      // Good news is told at once, if what is shown has been readable.
      const wait = next === 'up to date' ? Math.max(0, CALM_MS - (Date.now() - shownSince)) : CALM_MS;
      const timer = setTimeout(() => {
        this.state = next;
        shownSince = Date.now();
      }, wait);
      return () => clearTimeout(timer);
    });
  }

  get upToDateAt(): number | null {
    return this.#connection.upToDateAt;
  }
}
