import { expect, it } from 'vitest';
import { isPlainText, isShown, nameFor } from './media-type.ts';

it.each([
  ['签字.jpg', 'image/jpeg', '签字.jpg'],
  ['签字.JPEG', 'image/jpeg', '签字.JPEG'],
  ['动画.gif', 'image/png', '动画.gif.png'],
  ['发票.pdf.exe', 'application/pdf', '发票.pdf.exe.pdf'],
  ['没有后缀', 'application/pdf', '没有后缀.pdf'],
  ['名单.csv', 'text/plain', '名单.csv'],
] as const)('%s of the type %s is kept as %s', (name, type, kept) => {
  expect(nameFor(name, type)).toBe(kept);
});

it('text is taken for text, a page or a program is not', () => {
  expect(isPlainText('今天谈了睡眠。\n\t下周再来。')).toBe(true);
  for (const text of [
    '',
    '  \n',
    'a\u0000b',
    '\ufffd',
    '<HTML>',
    'x <script>alert(1)</script>',
    '<?php',
    '<svg/>',
  ])
    expect(isPlainText(text), JSON.stringify(text)).toBe(false);
});

it('pictures and PDF are shown, everything else is saved', () => {
  expect([isShown('image/webp'), isShown('application/pdf')]).toEqual([true, true]);
  expect([isShown('text/plain'), isShown('video/mp4')]).toEqual([false, false]);
});
