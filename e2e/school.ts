import { growthCheck } from '../src/domain/scoring/instruments/growth-check.ts';

/** A school that nobody has: four classes of twelve, of which two get the playbook. */
export const SCHOOL = '暖途实验中学';
export const CLASSES = ['7班', '8班', '9班', '10班'] as const;
export const INTERVENTION = ['7班', '8班'] as const;
const PER_CLASS = 12;
const SURNAMES = '梁韦覃罗黄蒙莫卢陆谭蓝潘';
const GIVEN = ['一诺', '子墨', '雨桐', '浩宇'];

export interface Pupil {
  readonly name: string;
  readonly className: (typeof CLASSES)[number];
  readonly number: number;
}

export const pupils: readonly Pupil[] = CLASSES.flatMap((className, place) =>
  Array.from({ length: PER_CLASS }, (_, index) => ({
    name: `${SURNAMES.charAt(index)}${GIVEN[place] ?? ''}`,
    className,
    number: place * PER_CLASS + index,
  })),
);

/** A roster as a school sends it: a title above, a stray space, one wrong ID number. */
export function rosterFile(): Buffer {
  const birthDay = (number: number) => String(1 + (number % 28)).padStart(2, '0');
  const rows = [
    `${SCHOOL}学生花名册,,,,,,`,
    '姓名,性别,学号,学校,年级,班级,监护人姓名,监护人电话,出生日期,身份证号',
    ...pupils.map(
      ({ name, className, number }) =>
        `${name.slice(0, 1)} ${name.slice(1)},${number % 2 === 0 ? '女' : '男'},W9${number},${SCHOOL},七年级,${className},${name.slice(0, 1)}女士,199${String(number).padStart(8, '0')},2013-05-${birthDay(number)},`,
    ),
    `错证号,男,W909,${SCHOOL},七年级,9班,错先生,19999999999,,330302201305010011`,
  ];
  return Buffer.from(`\u{feff}${rows.join('\r\n')}\r\n`);
}

/** 0, 1 or 2, the same each time: a pupil differs from the next, and from item to item. */
function spread(seed: number): number {
  return (Math.imul(seed + 1, 2_654_435_761) >>> 16) % 3;
}

/** What a pupil answers; on the last wave half a point more in the classes that had the playbook. */
export function growthAnswers({ number, className }: Pupil, wave: 'baseline' | 'post') {
  const gains = wave === 'post' && INTERVENTION.some((one) => one === className);
  const answers = growthCheck.items.flatMap((item, place) => {
    if (item.kind !== 'choice') return [];
    const own = spread(number) + spread(1000 * (wave === 'post' ? 2 : 1) + 31 * number + place);
    const point = Math.min(1 + own + (gains && place % 2 === 0 ? 1 : 0), item.maximum);
    return [[item.id, item.isReverse ? item.minimum + item.maximum - point : point] as const];
  });
  return Object.fromEntries(answers);
}
