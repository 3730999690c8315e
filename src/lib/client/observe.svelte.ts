import { createSubscriber } from 'svelte/reactivity';
import type { Replica } from './replica.ts';

/**
 * Makes a replica readable by Svelte: call what this returns at the start of a `$derived.by`, and the derivation
 * runs again once after each transaction.
 */
export const observed = (replica: Replica): (() => void) =>
  createSubscriber((update) => replica.observe(update));
