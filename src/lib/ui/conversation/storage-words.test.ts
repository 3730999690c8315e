import { expect, test } from 'vitest';
import { storageWords } from './storage-words.ts';

test('[S26] a full and a blocked disk are told apart, and both say what goes on', () => {
  const connected = { connection: 'up to date', unsent: 0 } as const;
  const full = storageWords({ ...connected, storage: 'full' });
  const failing = storageWords({ ...connected, storage: 'failing' });
  expect(full).toMatch(/no space left.*in memory only while this page is open.*sent while/);
  expect(failing).toMatch(/nothing be stored.*in memory only while this page is open.*sent while/);
});

test('[S26] storage without a promise is spoken of only where unsent messages depend on it', () => {
  const offline = { storage: 'evictable', connection: 'offline', unsent: 2 } as const;
  expect(storageWords(offline)).toContain('private window');
  expect(storageWords({ ...offline, connection: 'signed out' })).toContain('private window');
  expect(storageWords({ ...offline, unsent: 0 })).toBeNull();
  expect(storageWords({ ...offline, connection: 'syncing' })).toBeNull();
  expect(storageWords({ ...offline, storage: 'lasting' })).toBeNull();
});
