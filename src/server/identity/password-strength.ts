import type { Match, ZxcvbnFactory } from '@zxcvbn-ts/core';
import type { ErrorCode } from '../../contract/errors.ts';
import {
  chineseHabits,
  type Holder,
  personalWords,
  PERSONAL_NUMBER,
  PINYIN_NAME,
  readAloud,
} from '../../domain/access/password-habits.ts';
import { AppError } from '../platform/work/errors.ts';

const SHORTEST = 10;
/** What a thief of the hashes tries in months: argon2id leaves a graphics card some thousand guesses a second. */
const GUESSES = 1e10;
/** Longer ones are judged by their beginning: the judging is quadratic. */
const JUDGED = 64;
/** A number that stands in the telephone list of a school is found at once. */
const PERSONAL_NUMBER_GUESSES = 1_000;
/** A hundred surnames by a thousand given names. */
const PINYIN_NAME_GUESSES = 100_000;

/** Loaded when the first password is set: 8 MB that a server which only signs people in never needs. */
let estimator: Promise<ZxcvbnFactory> | undefined;

async function loadEstimator(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory: Factory, MatcherBaseClass }, common] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  const matcherOf = (pattern: string, expression: RegExp, scoring: number) => ({
    Matching: class extends MatcherBaseClass {
      match({ password }: { password: string }): Match[] {
        return [...password.matchAll(expression)].map(({ index: i, 0: token }) => ({
          pattern,
          i,
          j: i + token.length - 1,
          token,
        }));
      }
    },
    scoring: () => scoring,
    feedback: () => null,
  });
  const dictionary = {
    ...common.dictionary,
    pinyin: [...chineseHabits.pinyin],
    habits: [...chineseHabits.habits],
  };
  return new Factory(
    { dictionary, graphs: common.adjacencyGraphs, maxLength: JUDGED },
    {
      personalNumber: matcherOf('personalNumber', PERSONAL_NUMBER, PERSONAL_NUMBER_GUESSES),
      pinyinName: matcherOf('pinyinName', PINYIN_NAME, PINYIN_NAME_GUESSES),
    },
  );
}

/**
 * @param path field of the body in which the password stands
 * @throws AppError password_weak, with the reason at the field
 */
export async function refuseWeakPassword(password: string, holder: Holder, path: string): Promise<void> {
  const code = await findWeakness(password, holder);
  if (code !== undefined) throw new AppError('password_weak', { fields: [{ path, code }] });
}

/** Why others would guess it; undefined: they would not. */
export async function findWeakness(password: string, holder: Holder): Promise<ErrorCode | undefined> {
  if ([...password.normalize('NFKC')].length < SHORTEST) return 'password_short';
  estimator ??= loadEstimator();
  const { guesses, sequence } = (await estimator).check(readAloud(password), personalWords(holder));
  return guesses >= GUESSES ? undefined : worstOf(sequence);
}

/** The reason that explains most of the password; a name explains any. */
function worstOf(sequence: readonly Match[]): ErrorCode {
  if (sequence.some(({ dictionaryName }) => dictionaryName === 'userInputs')) return 'password_personal';
  const [longest] = [...sequence].sort((left, right) => right.token.length - left.token.length);
  return weaknesses[longest?.pattern ?? ''] ?? 'password_guessable';
}

const weaknesses: Readonly<Record<string, ErrorCode>> = {
  dictionary: 'password_common',
  pinyinName: 'password_common',
  personalNumber: 'password_date',
  date: 'password_date',
  regex: 'password_date',
  spatial: 'password_pattern',
  repeat: 'password_pattern',
  sequence: 'password_pattern',
};
