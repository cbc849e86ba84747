import { expect, test } from 'vitest';
import { changedDetails, enteredDetails } from './client-form.ts';
import type { ClientView } from './queries.ts';

const client: ClientView = {
  id: '1',
  name: '陈欣',
  birthDate: '2012-03-04',
  sex: 'female',
  status: 'registered',
  riskLevel: 'unknown',
  regionCode: '330302',
  siteId: 's1',
  classId: null,
  workerIds: ['w1'],
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  version: 1,
  idKind: null,
  idNumber: null,
  idCountry: null,
  idNumberConfirmed: false,
  studentNumber: null,
  phone: '13800000001',
  address: null,
  note: null,
};

test('an emptied field is sent as none, not as an empty text', () => {
  expect(enteredDetails({ name: ' 陈欣 ', phone: ' ', note: '' })).toMatchObject({
    name: '陈欣',
    phone: null,
    note: null,
  });
});

test('only what differs is sent, so nobody else’s field is touched', () => {
  expect(changedDetails(client, { ...client })).toEqual({});
  expect(changedDetails(client, { ...client, phone: '13800000003', address: '' })).toEqual({
    phone: '13800000003',
  });
});

test('who issued a document is sent of a passport alone, and a number of nobody’s document not at all', () => {
  const values = { name: '陈欣', idNumber: 'E12345678', idCountry: '中国', idNumberConfirmed: true };
  expect(enteredDetails({ ...values, idKind: 'passport' })).toMatchObject({ idCountry: '中国' });
  expect(enteredDetails({ ...values, idKind: 'resident_id' })).toMatchObject({ idCountry: null });
  expect(enteredDetails({ ...values, idNumber: '', idKind: 'none' })).toMatchObject({
    idKind: 'none',
    idNumber: null,
    idNumberConfirmed: false,
  });
});
