/**
 * What one cell of text looks like. `numberLike`: a number to people, in a spelling that is none (７, 50%, 1,234, 3,5);
 * `bound`: <5, which is a label of a class as well; `missingMark`: what people and programs write for no answer; `error`: of
 * a spreadsheet's formula.
 */
export type CellKind = 'number' | 'numberLike' | 'bound' | 'missingMark' | 'error' | 'label';

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const NUMBER_LIKE = /^[+-]?(?:\d[\d,' ]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*[%‰]?$/;
const BOUND = /^(?:[<>≤≥~≈]=?)\s*[+-]?\d[\d.,]*$/;
/** ##### is what a column shows that is too narrow, in what was saved as it looked. */
const ERROR = /^#(?:N\/A|[A-Z/0]+[!?]|#+)$/i;
const BRACKETS = /^[[(（【<]|[\])）】>]$/g;
/** `none` and 无 are missing from the list: arms are called so. */
const MISSING_MARK =
  /^(?:[+-]?inf(?:inity)?|nan|na|n\.a\.|n\/a|null|missing|[-.…。–—―－_/\\?？*]+|缺失|缺|缺测|缺考|未填|未答|未作答|未测|漏填|漏答|空|空白|无数据|无效|作废)$/i;

const LONGEST_SHOWN = 40;

export function kindOfCell(text: string): CellKind {
  if (NUMBER.test(text)) return 'number';
  if (ERROR.test(text)) return 'error';
  if (MISSING_MARK.test(text.replace(BRACKETS, ''))) return 'missingMark';
  // full-width digits, signs and letters become those of ASCII
  const plain = text.normalize('NFKC').replaceAll('−', '-');
  if (BOUND.test(plain)) return 'bound';
  return NUMBER_LIKE.test(plain) ? 'numberLike' : 'label';
}

/** A cell in a sentence: a whole essay in a wrong column would hide it. */
export function shownCell(text: string): string {
  const characters = [...text];
  return characters.length > LONGEST_SHOWN ? `${characters.slice(0, LONGEST_SHOWN).join('')}…` : text;
}
