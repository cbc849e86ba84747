import { afterEach, expect, test, vi } from 'vitest';
import { ChangeClient, ListClients, ReadClient } from '../../contract/clients.ts';
import { call, setCallLanguage } from './api.ts';
import { Problem } from './problem.ts';

const id = '01a20aa1-f52d-70a1-b53f-aeb79f1ad79e';

/** The network's far side: answers once and remembers what was asked. */
function farSide(status: number, body: unknown, type = 'application/json') {
  const asked: { address: string; init: RequestInit }[] = [];
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    asked.push({ address, init });
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), {
      status,
      headers: { 'content-type': type },
    });
  });
  return asked;
}

afterEach(() => {
  vi.unstubAllGlobals();
  setCallLanguage('zh-CN');
});

test('a call takes path and method from the contract and sends the language', async () => {
  const asked = farSide(200, { items: [], next: null });
  setCallLanguage('en');
  await call(ListClients, { query: { q: '陈欣' } });
  expect(asked[0]?.address).toBe(`/api/v1/clients?q=${encodeURIComponent('陈欣')}`);
  expect(asked[0]?.init).toMatchObject({ method: 'GET', headers: { 'accept-language': 'en' } });
});

test('a change names the version it changes', async () => {
  const asked = farSide(200, {});
  await call(ChangeClient, { params: { id }, body: { phone: null }, version: 3 });
  expect(asked[0]?.init).toMatchObject({
    method: 'PATCH',
    headers: { 'if-match': '"3"' },
    body: '{"phone":null}',
  });
});

test('a refusal is thrown with its code, its words and its fields', async () => {
  farSide(
    409,
    {
      code: 'version_conflict',
      title: '其他人刚修改了同一处',
      errors: [{ path: '/phone', message: '电话' }],
      current: { phone: '13800000002' },
      requestId: 'r1',
    },
    'application/problem+json',
  );
  const problem = await call(ReadClient, { params: { id } }).catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(Problem);
  expect(problem).toMatchObject({
    code: 'version_conflict',
    fields: [{ field: 'phone', message: '电话' }],
    current: { phone: '13800000002' },
    requestId: 'r1',
  });
});

test('a proxy’s page instead of an answer is an unavailable service', async () => {
  farSide(502, '<html>Bad gateway</html>', 'text/html');
  await expect(call(ReadClient, { params: { id } })).rejects.toMatchObject({ code: 'unavailable' });
});

test('no connection is said as such, in the reader’s language', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')));
  setCallLanguage('en');
  await expect(call(ReadClient, { params: { id } })).rejects.toMatchObject({
    code: 'network',
    title: expect.stringContaining('cannot be reached') as string,
  });
});
