import { expect, test } from 'vitest';

import type { Command } from './command.ts';
import { COMMANDS } from './commands.ts';
import { chooseLanguage, fill } from './language.ts';
import { describeCommand, describeCommands, findCommand, readInvocation } from './usage.ts';

const load = async (): Promise<{ run: () => Promise<0> }> => ({ run: async () => 0 });

const IMPORT: Command = {
  name: 'import roster',
  summary: { en: 'Import a roster', zh: '导入名册' },
  positionals: ['FILE', '[SHEET]'],
  options: {
    site: { type: 'string', placeholder: 'CODE', summary: { en: 'the site', zh: '站点' } },
    'dry-run': { type: 'boolean', summary: { en: 'change nothing', zh: '不做更改' } },
  },
  load,
};

test('a command of two words is found before one of a single word', () => {
  const short: Command = { ...IMPORT, name: 'import' };
  const found = findCommand([short, IMPORT], ['import', 'roster', 'a.csv']);
  expect(found?.command).toBe(IMPORT);
  expect(found?.rest).toEqual(['a.csv']);
  expect(findCommand([short, IMPORT], ['import', 'a.csv'])?.command).toBe(short);
  expect(findCommand([short, IMPORT], ['export'])).toBeUndefined();
});

test('options and arguments are read in any order', () => {
  expect(readInvocation(IMPORT, ['--site', '1', 'a.csv', '--dry-run'], 'en')).toMatchObject({
    positionals: ['a.csv'],
    values: { site: '1', 'dry-run': true },
  });
});

test.each([
  [[], 'Missing argument: FILE'],
  [['a', 'b', 'c'], 'Unexpected argument: c'],
  [['a', '--sote', '1'], "Unknown option '--sote'"],
  [['a', '--site'], 'argument missing'],
])('wrong usage %j is refused by name', (words, message) => {
  expect(() => readInvocation(IMPORT, words, 'en')).toThrow(message);
});

test('a last argument with dots may be given several times, or not at all', () => {
  const bench: Command = { ...IMPORT, name: 'bench', positionals: ['[NAME…]'] };
  expect(readInvocation(bench, ['a', 'b', 'c'], 'en').positionals).toEqual(['a', 'b', 'c']);
  expect(readInvocation(bench, [], 'en').positionals).toEqual([]);
});

test('an argument that no table can keep is refused in words', () => {
  for (const value of ['甲\ufffe', 'b\u0007', '\ud800']) {
    expect(() => readInvocation(IMPORT, [value], 'en')).toThrow('characters that cannot be kept');
    expect(() => readInvocation(IMPORT, ['a', '--site', value], 'zh')).toThrow('无法保存的字符');
  }
});

test('the help of a command needs no arguments and names every option', () => {
  expect(readInvocation(IMPORT, ['--help'], 'en').values['help']).toBe(true);
  expect(describeCommand(IMPORT, 'en')).toBe(
    [
      'Usage: nuantu import roster FILE [SHEET] [--…]',
      '',
      'Import a roster',
      '',
      'Options:',
      '  --site CODE  the site',
      '  --dry-run    change nothing',
      '  --help       show this help',
      '',
    ].join('\n'),
  );
});

test.each(['en', 'zh'] as const)('every command explains itself in %s', (language) => {
  const help = describeCommands(COMMANDS, language);
  for (const command of COMMANDS) expect(help).toContain(command.summary[language]);
});

test.each([
  [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
  [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, 'en'],
  [{ LANG: 'en_GB.UTF-8', NUANTU_LANG: 'zh' }, 'zh'],
  [{ LC_ALL: '', LANG: 'zh_TW' }, 'zh'],
  [{}, 'en'],
])('the environment %j speaks %s', (environment, language) => {
  expect(chooseLanguage(environment)).toBe(language);
});

test('a text is filled with its parameters', () => {
  expect(fill({ en: '{n} of {total}', zh: '' }, 'en', { n: 1 })).toBe('1 of {total}');
});
