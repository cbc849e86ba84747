import { element } from '../../plain/element.ts';
import type { Account, OwnRecognition } from '../door.ts';
import { choice, formOf, longField, Missing, textOf } from '../form.ts';
import type { Page } from '../page.ts';
import { heading, step } from './frame.ts';

const BEST_FIRST = [5, 4, 3, 2, 1] as const;

/** Says how a shift was where one served. Undefined: one did not, or it cannot be said anew any more. */
export function evaluateScreen(
  page: Page,
  account: Account,
  { recognition, shiftId }: { recognition: readonly OwnRecognition[]; shiftId: string },
): HTMLElement[] | undefined {
  const { say, door } = page;
  const shift = recognition.flatMap(({ shifts }) => shifts).find((one) => one.shiftId === shiftId);
  if (shift?.isChangeable !== true) return undefined;
  const options = [
    { value: '', text: say('gradeChoose') },
    ...BEST_FIRST.map((grade) => ({ value: String(grade), text: say(`grade_${grade}`) })),
  ];
  const form = formOf(
    say('saidSend'),
    async (values) => {
      const grade = Number(textOf(values, 'grade'));
      if (grade === 0) throw new Missing(say('gradeWanted'));
      await door.evaluateShift(shiftId, { grade, words: textOf(values, 'words') });
      page.enter(account, { at: 'recognition' }, 'saidSent');
    },
    choice(
      { name: 'grade', label: say('saidLabel') },
      options,
      shift.grade === null ? '' : String(shift.grade),
    ),
    longField('words', say('saidWords'), { value: shift.words }),
  );
  return [
    heading(say('saidBegin')),
    element('p', {}, shift.title),
    element('p', { class: 'quiet' }, say('saidText')),
    form,
    element('nav', {}, step(say('cancel'), '#recognition')),
  ];
}
