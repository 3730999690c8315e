import { expect, test } from 'vitest';
import { sentences } from './de/sentences.ts';
import { sentenceIn } from './sentence-in.ts';

test('[U54] a sentence is found with whatever numbers it holds, which it keeps in their order', () => {
  expect(sentenceIn(sentences, 'Too many attempts. Try again in 15 minutes.')).toBe(
    'Zu viele Versuche. Bitte in 15 Minuten noch einmal versuchen.',
  );
  expect(sentenceIn(sentences, 'Use at most 80 characters; this has 95.')).toBe(
    'Bitte höchstens 80 Zeichen verwenden; das sind 95.',
  );
  expect(sentenceIn(sentences, 'Nobody says this 3 times.')).toBeUndefined();
  expect(sentenceIn(sentences, 'constructor')).toBeUndefined();
});
