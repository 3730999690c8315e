import { createSubscriber } from 'svelte/reactivity';

const eachMinute = createSubscriber((update) => {
  const timer = setInterval(update, 60_000);
  return () => clearInterval(timer);
});

/** The time; what reads it in markup or a derivation is done again each minute, so that "Today" does not grow stale. */
export function now(): number {
  eachMinute();
  return Date.now();
}
