import { expect, it } from 'vitest';
import { uploadHead } from '../../../test/uploads.ts';
import { newId } from '../platform/database/ids.ts';
import { readUploadHead } from './tus.ts';

const nameOf = (name: string) =>
  readUploadHead(uploadHead({ kind: 'consent', ownerId: newId(), name }, 10)).name;

it('of a long name the end is kept, in whole letters', () => {
  expect(nameOf(`${'\u{20bb7}'.repeat(300)}a.jpg`)).toBe(`${'\u{20bb7}'.repeat(195)}a.jpg`);
  expect(nameOf(`/home/${'a'.repeat(300)}.jpg`)).toBe(`${'a'.repeat(196)}.jpg`);
});
