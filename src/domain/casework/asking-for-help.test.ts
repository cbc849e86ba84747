import { describe, expect, it } from 'vitest';
import { decideRequest } from './asking-for-help.ts';

describe('a request for a social worker beside those that are open', () => {
  const words = '我有话说';

  it('is heard already where it says nothing more and another is at least as urgent', () => {
    expect(decideRequest({ urgency: 'soon', words: '' }, ['soon'])).toBe('heard');
    expect(decideRequest({ urgency: 'soon', words: '' }, ['urgent'])).toBe('heard');
    expect(decideRequest({ urgency: 'urgent', words: '' }, ['urgent'])).toBe('heard');
    expect(decideRequest({ urgency: 'urgent', words: '' }, ['soon'])).toBe('added');
    expect(decideRequest({ urgency: 'soon', words }, ['urgent'])).toBe('added');
  });

  it('finds no place after five quiet ones or twenty urgent ones, and never loses it to the other kind', () => {
    const quiet = Array.from({ length: 5 }, () => 'soon');
    const urgent = Array.from({ length: 20 }, () => 'urgent');
    expect(decideRequest({ urgency: 'soon', words }, quiet)).toBe('too_many');
    expect(decideRequest({ urgency: 'urgent', words }, urgent)).toBe('too_many');
    expect(decideRequest({ urgency: 'urgent', words }, quiet)).toBe('added');
    expect(decideRequest({ urgency: 'soon', words }, urgent)).toBe('added');
    expect(decideRequest({ urgency: 'urgent', words: '' }, quiet)).toBe('added');
  });
});
