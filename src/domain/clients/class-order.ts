/** What a class is ordered by. */
export interface OrderedClass {
  /** null: of no school, or a school itself */
  readonly school: string | null;
  readonly name: string;
  /** where the name does not say it */
  readonly grade?: string | null;
}

const DIGITS = '零一二三四五六七八九';
const NUMERAL = '\\d+|[零〇一二两三四五六七八九十]+';
/** Years of school before the first of each stage. */
const STAGES: Readonly<Record<string, number>> = { 小: 0, 初: 6, 高: 9 };
/** No school has as many classes in a grade: 七十班 is the tenth class of grade seven. */
const MOST_CLASSES = 40;

const spoken = new Intl.Collator('zh-CN', { numeric: true });

/**
 * The order in which a school names its classes: by school, then grade, then number, whatever way each is written (七年级2班,
 * 初一(2)班, 高二十班, 702班). What has no number stands last, by how it is said.
 */
export function compareClasses(one: OrderedClass, other: OrderedClass): number {
  const [left, right] = [keyOf(one), keyOf(other)];
  return (
    spoken.compare(left.school, right.school) ||
    left.grade - right.grade ||
    left.number - right.number ||
    spoken.compare(left.text, right.text) ||
    compareText(left.text, right.text)
  );
}

function compareText(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function keyOf({ school, name, grade = null }: OrderedClass) {
  const own = readNumbers(name);
  const years = own.grade ?? (grade === null ? undefined : readNumbers(`${grade}班`).grade);
  return {
    school: school ?? name,
    // a school stands before its classes, a class without any number behind the others
    grade: school === null ? -1 : (years ?? Infinity),
    number: own.number ?? (years === undefined ? Infinity : 0),
    text: name,
  };
}

const GRADE = new RegExp(`([小初高])?[中学级]*(${NUMERAL})\\s*(?:年级|年|级)?`, 'u');

/** Years of school, and the class's own number. */
function readNumbers(name: string): { grade?: number; number?: number } {
  const text = name.normalize('NFKC').replaceAll(/[\s()（）【】[\]-]/g, ' ');
  const found = GRADE.exec(text);
  if (found === null) return {};
  const [whole, stage = '', first = ''] = found;
  const rest = new RegExp(NUMERAL, 'u').exec(text.slice(found.index + whole.length))?.[0];
  const says = stage !== '' || /[年级]/.test(whole);
  const [grade, joined] = rest === undefined ? splitRun(first, says) : [valueOf(first), undefined];
  const number = rest === undefined ? joined : valueOf(rest);
  if (grade === undefined) return number === undefined ? {} : { number };
  // 2024级: the year of entry, in the order of the years
  const years = grade <= 6 ? grade + (STAGES[stage] ?? 0) : grade;
  return number === undefined ? { grade: years } : { grade: years, number };
}

/** A single run of numerals: 702, 七二, 七十 are grade and number; 3 is the number of a class, or the grade where that is said. */
function splitRun(run: string, isGrade: boolean): [number | undefined, number | undefined] {
  const value = valueOf(run);
  if (/^\d{3,4}$/.test(run) && value < 1_300) return [Math.floor(value / 100), value % 100];
  const [head = '', ...tail] = run;
  const isJoined = tail.length > 0 && !/\d/.test(run) && head !== '十';
  if (isJoined && (isGrade || value > MOST_CLASSES || !run.includes('十'))) {
    return [valueOf(head), valueOf(tail.join(''))];
  }
  return isGrade ? [value, undefined] : [undefined, value];
}

/** Of digits or Chinese numerals below a hundred; several of these without 十 are read digit by digit. */
function valueOf(run: string): number {
  if (/^\d+$/.test(run)) return Number(run);
  const plain = run.replaceAll('〇', '零').replaceAll('两', '二');
  const [tens, ones = ''] = plain.split('十');
  if (tens === plain) return Number([...plain].map((digit) => DIGITS.indexOf(digit)).join(''));
  return (tens === '' ? 1 : valueOf(tens ?? '')) * 10 + (ones === '' ? 0 : valueOf(ones));
}
