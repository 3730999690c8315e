import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foundOrganisation } from '../support/people.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

describe('[U54] the pages before the sign-in', () => {
  let server: ServerProcess;

  beforeAll(async () => {
    server = await startServer();
    await foundOrganisation(server.url);
  });
  afterAll(async () => {
    await server?.stop();
  });

  async function pageWith(headers: Record<string, string>): Promise<string> {
    return (await fetch(`${server.url}/sign-in`, { headers })).text();
  }
  const choose = (fields: Record<string, string>, origin = server.url) =>
    fetch(`${server.url}/language`, {
      method: 'POST',
      headers: { origin },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });

  test('speak the best of what the browser wants, and what was chosen before that', async () => {
    expect(await pageWith({})).toContain('<html lang="en" dir="ltr">');
    const wanted = { 'accept-language': 'fr, de-AT;q=0.5' };
    expect(await pageWith(wanted)).toMatch(/<html lang="de" dir="ltr">[^]*Anmelden/);
    const chosen = await pageWith({ ...wanted, cookie: 'cairn.language=ar' });
    expect(chosen).toMatch(/<html lang="ar" dir="rtl">[^]*تسجيل الدخول/);
    expect(await pageWith({ ...wanted, cookie: 'cairn.language=%22%3E' })).toContain('<html lang="de"');
  });

  test('keep a choice in a cookie that the application can read', async () => {
    const answer = await choose({ language: 'ar', to: '/join/abc?x=1' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/join/abc?x=1']);
    const cookie = answer.headers.get('set-cookie');
    expect(cookie).toMatch(/^cairn\.language=ar; Max-Age=\d+; Path=\/; SameSite=Lax$/);
  });

  test('take no language that there is not, lead to no other site, and listen to none', async () => {
    for (const to of ['//evil.example', '/\\evil.example', 'https://evil.example', ''])
      expect((await choose({ language: 'de', to })).headers.get('location')).toBe('/');
    expect((await choose({ language: 'constructor', to: '/' })).headers.get('set-cookie')).toBeNull();
    expect((await choose({ language: 'de', to: '/' }, 'https://evil.example')).status).toBe(403);
  });
});
