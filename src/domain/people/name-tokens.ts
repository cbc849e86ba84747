import { findNameSyllables, latinLetters, type NameSyllable } from './name-syllables.ts';
import { documentKey } from './identity-document.ts';
import { inUnicode } from './person-name.ts';
import { parsePhone, phoneDigits } from './phone.ts';

/**
 * Plain tokens for a blind index. Whoever stores or asks them makes a keyed HMAC of each; here they are readable.
 * The prefix names the kind, so that kinds never collide: `n:` characters of the name, `p:` pinyin or Latin spelling,
 * `a:` initials, `d:` phone, `i:` document, `t:` student number.
 */
export type SearchToken = string;

export interface SearchablePerson {
  name: string;
  phones: readonly string[];
  idNumber?: string;
  studentNumber?: string;
}

/** Windows of up to four characters cover the whole of nearly every Chinese name with a single token. */
const longestWindow = 4;
/** Names of more syllables (of minorities, or foreign) are searched from the start of each of their parts. */
const mostSyllablesForInfixes = 4;
const longestSpelling = 24;
/** Two of a phone, two of the document, one of the student number. */
const mostNumberTokens = 5;
/** Every person is stored with as many: only very long names have more, and then a multiple of it. */
export const TOKENS_PER_PERSON = 68;
/**
 * Rare readings of many characters would multiply: they are added, likeliest first, up to this many tokens a name; fewer are
 * stored of whoever has guardians with telephones.
 */
const mostNameTokens = TOKENS_PER_PERSON - mostNumberTokens;

/**
 * The tokens under which a person is found, sorted and without repeats: every run of up to four characters of the name;
 * its pinyin and that of its ends, letter by letter from two letters on (`ch`, `chen`, `chenx`, `xinyi`); its initials
 * (`cx`, `cxy`, `xy`) and the surname spelt out before initials (`chenxy`); every phone and its last four digits; the
 * identity number and its last four characters; the student number. Characters with several readings give all of them,
 * that of a surname first (曾 zeng), within 63 tokens for a name.
 */
export function tokensToStore(person: SearchablePerson): SearchToken[] {
  const tokens = new Set<SearchToken>();
  for (const phone of person.phones) {
    const digits = plainPhone(phone);
    if (digits !== '') tokens.add(`d:${digits}`).add(`d:${digits.slice(-4)}`);
  }
  const idNumber = documentKey(person.idNumber ?? '');
  if (idNumber !== '') tokens.add(`i:${idNumber}`).add(`i:${idNumber.slice(-4)}`);
  const studentNumber = plainNumber(person.studentNumber ?? '');
  if (studentNumber !== '') tokens.add(`t:${studentNumber}`);
  const left = Math.min(mostNameTokens, TOKENS_PER_PERSON - tokens.size);
  for (const token of nameTokens(person.name, left)) tokens.add(token);
  return [...tokens].sort();
}

/**
 * What a query asks for: one entry for each thing that must match, each entry the tokens of which any one suffices
 * (AND of ORs). Words are split at spaces; letters may be pinyin, a Latin name or initials; a word with digits, but no
 * Chinese characters, may be a phone, an identity number, a student number or the last four of the first two. Digits
 * within a name, and a single letter beside Chinese characters, are left out. A query without letters or digits gives
 * no entries, and must then find nobody.
 */
export function tokensToFind(query: string): SearchToken[][] {
  const text = inUnicode(query).normalize('NFKC').toLowerCase();
  const wholeNumber = findSpacedNumber(text);
  if (wholeNumber !== undefined) return [numberCandidates(wholeNumber)];
  return text.split(/\s+/u).flatMap(wordTokens);
}

/** The one token that finds a person by a whole number, for matching records rather than typing. */
export function numberToken(kind: 'idNumber' | 'studentNumber', number: string): SearchToken {
  return kind === 'idNumber' ? `i:${documentKey(number)}` : `t:${plainNumber(number)}`;
}

/** Shorter names stand in any text. */
const shortestInText = 2;

/**
 * The tokens by which somebody is found whose name stands in a text, the longest first: every run of four to two characters. Names in Latin letters
 * alone are not looked for: most words are spelt like some.
 */
export function tokensInText(text: string): SearchToken[] {
  const runs = characterRuns(text);
  const tokens = new Set<SearchToken>();
  for (let length = longestWindow; length >= shortestInText; length -= 1)
    for (const token of runs.flatMap((run) => windowsOf(run, length))) tokens.add(token);
  return [...tokens];
}

/** Whether a whole name stands in a text, however it is spaced or dotted; never one that has no characters or a single one. */
export function isNameIn(text: string, name: string): boolean {
  const pieces = characterRuns(name);
  const isLong = Array.from(pieces.join('')).length >= shortestInText;
  const runs = characterRuns(text);
  return isLong && pieces.every((piece) => runs.some((run) => run.includes(piece)));
}

/** Pieces of a name, which many share; the others are numbers. */
export function isNameToken(token: SearchToken): boolean {
  return /^[npa]:/u.test(token);
}

/** Whether a person of this name is found by any of the tokens that a query asks for. */
export function hasNameToken(name: string, wanted: readonly SearchToken[]): boolean {
  const runs = characterRuns(name);
  if (wanted.every((token) => token.startsWith('n:')))
    return wanted.some((token) => runs.some((run) => run.includes(token.slice(2))));
  const tokens = nameTokens(name);
  return wanted.some((token) => tokens.has(token));
}

function nameTokens(name: string, most = mostNameTokens): Set<SearchToken> {
  const tokens = new Set(characterRuns(name).flatMap(characterWindows));
  const readings = findNameSyllables(name);
  readings.forEach((syllables, index) => {
    const added = spellingTokens(syllables);
    // of a rare reading the shortest first: whoever types it gets there
    if (index > 0) added.sort((left, right) => left.length - right.length);
    for (const token of added) if (index === 0 || tokens.size < most) tokens.add(token);
  });
  // a name without a letter (007, ？1) is looked for like a number
  const number = plainNumber(name);
  if (tokens.size === 0 && number !== '') tokens.add(`t:${number}`);
  return tokens;
}

function wordTokens(word: string): SearchToken[][] {
  const runs = characterRuns(word);
  if (runs.length === 0 && /\d/u.test(word)) return [numberCandidates(word)];
  const letterRuns = latinLetters(word).match(/[a-z]+/gu) ?? [];
  const spelt =
    runs.length === 0 ? [letterRuns.join('')] : letterRuns.filter((letters) => letters.length > 1);
  return [
    ...runs.flatMap(longestWindows).map((token) => [token]),
    ...spelt.filter(Boolean).map(letterCandidates),
  ];
}

function letterCandidates(letters: string): SearchToken[] {
  const spelling = letters.slice(0, longestSpelling);
  return letters.length > 1 ? [`p:${spelling}`, `a:${spelling}`] : [`p:${spelling}`];
}

function numberCandidates(text: string): SearchToken[] {
  return [...new Set([`d:${plainPhone(text)}`, `i:${documentKey(text)}`, `t:${plainNumber(text)}`])].filter(
    (token) => token.length > 2,
  );
}

/** People type phones and identity numbers in groups: `138 0013 8000`. */
function findSpacedNumber(text: string): string | undefined {
  if (parsePhone(text).ok) return text;
  return /^\d{17}[\dx]$/u.test(text.replace(/\s/gu, '')) ? text : undefined;
}

/** Runs of characters that are neither Latin letters nor digits; spaces, dots and other marks do not break a run. */
function characterRuns(text: string): string[] {
  return latinLetters(inUnicode(text))
    .replace(/[^\p{L}\p{M}a-z]/gu, '')
    .split(/[a-z]+/u)
    .filter((run) => run !== '');
}

function characterWindows(run: string): SearchToken[] {
  return Array.from({ length: longestWindow }, (_, index) => windowsOf(run, index + 1)).flat();
}

function longestWindows(run: string): SearchToken[] {
  return windowsOf(run, Math.min(longestWindow, Array.from(run).length));
}

function windowsOf(run: string, length: number): SearchToken[] {
  const characters = Array.from(run);
  return characters
    .slice(0, Math.max(0, characters.length - length + 1))
    .map((_, start) => `n:${characters.slice(start, start + length).join('')}`);
}

function spellingTokens(syllables: readonly NameSyllable[]): SearchToken[] {
  const isShort = syllables.length <= mostSyllablesForInfixes;
  return syllables.flatMap((syllable, start) => {
    if (!isShort && !syllable.startsPart) return [];
    const end = syllables.slice(start).map(({ letters }) => letters);
    const initials = end.map((letters) => letters.charAt(0)).join('');
    const spelt = prefixes(end.join('').slice(0, longestSpelling)).map((prefix) => `p:${prefix}`);
    const shortened = prefixes(initials.slice(0, longestSpelling), 2).map((prefix) => `a:${prefix}`);
    return [...spelt, ...shortened, ...(start === 0 ? surnameWithInitials(syllable.letters, initials) : [])];
  });
}

function surnameWithInitials(surname: string, initials: string): SearchToken[] {
  return prefixes(initials, 3).map((prefix) => `p:${(surname + prefix.slice(1)).slice(0, longestSpelling)}`);
}

/** From two letters on, or the whole when it is a single letter (峨 e). */
function prefixes(letters: string, shortest = Math.min(2, letters.length)): string[] {
  return Array.from({ length: Math.max(0, letters.length - shortest + 1) }, (_, index) =>
    letters.slice(0, shortest + index),
  );
}

function plainPhone(text: string): string {
  const parsed = parsePhone(text);
  return parsed.ok ? phoneDigits(parsed.phone) : text.normalize('NFKC').replace(/\D/gu, '');
}

function plainNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase();
}
