import { flushSync } from 'svelte';
import { createSubscriber } from 'svelte/reactivity';
import { expect, test } from 'vitest';

test('an effect runs in these tests, and again when its state changes', () => {
  let runs = 0;
  let count = $state(0);
  const stop = $effect.root(() => {
    $effect(() => {
      runs += count + 1;
    });
  });
  flushSync();
  count = 1;
  flushSync();
  stop();
  expect(runs).toBe(3);
});

test('a subscriber of something outside is called while an effect reads it', () => {
  let subscribed = 0;
  const subscribe = createSubscriber(() => {
    subscribed += 1;
  });
  const stop = $effect.root(() => {
    $effect(() => subscribe());
  });
  flushSync();
  stop();
  expect(subscribed).toBe(1);
});
