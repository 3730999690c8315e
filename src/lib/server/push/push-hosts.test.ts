import { expect, test } from 'vitest';
import { isPublicAddress, isPushEndpoint } from './push-hosts.ts';

test.each([
  'https://fcm.googleapis.com/fcm/send/abc',
  'https://updates.push.services.mozilla.com/wpush/v2/abc',
  'https://web.push.apple.com/abc',
  'https://wns2-par02p.notify.windows.com/w/?token=abc',
])('the push service of a browser is allowed: %s', (endpoint) => {
  expect(isPushEndpoint(endpoint, [])).toBe(true);
});

test.each([
  '',
  'fcm.googleapis.com',
  'ftp://fcm.googleapis.com/send',
  'https://evil-push.apple.com.example.org/abc',
  'https://notpush.apple.com.',
  'https://xpush.services.mozilla.com/abc',
  'https://2130706433/send',
  'https://0x7f.1/send',
  'https://[::ffff:127.0.0.1]/send',
  'https://push.example.org/abc',
  `https://fcm.googleapis.com/${'a'.repeat(2_000)}`,
])('anything else is not: %s', (endpoint) => {
  expect(isPushEndpoint(endpoint, [])).toBe(false);
});

test('what the operator runs is allowed as they wrote it, and nothing beside it', () => {
  const origins = ['http://10.0.0.5:8080'];
  expect(isPushEndpoint('http://10.0.0.5:8080/send/abc', origins)).toBe(true);
  expect(isPushEndpoint('http://10.0.0.5/send/abc', origins)).toBe(false);
  expect(isPushEndpoint('http://10.0.0.5:8080@example.org/', origins)).toBe(false);
});

test.each([
  ['8.8.8.8', true],
  ['2a00:1450:4001:81b::200a', true],
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['172.31.255.255', false],
  ['192.168.1.1', false],
  ['169.254.169.254', false],
  ['100.64.0.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['0.0.0.0', false],
  ['::1', false],
  ['::ffff:10.0.0.1', false],
  ['fe80::1', false],
  ['fd00::1', false],
  ['64:ff9b::a00:1', false],
  ['2002:a00:1::', false],
  ['no address', false],
])('%s is public: %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});
