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
  idNumber: null,
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
