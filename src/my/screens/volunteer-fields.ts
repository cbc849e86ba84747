import type { BodyOf } from '../../contract/operation.ts';
import type { PutOwnVolunteer } from '../../contract/volunteers.ts';
import { guardianRelations } from '../../domain/clients/guardian-relation.ts';
import { isUnderAge } from '../../domain/volunteers/profile.ts';
import {
  categoryNames,
  languageNames,
  serviceCategories,
  skillNames,
  spokenLanguages,
  volunteerSkills,
} from '../../domain/volunteers/profile-words.ts';
import { sexes } from '../../domain/people/identity-number.ts';
import { element } from '../../plain/element.ts';
import type { OwnVolunteer } from '../door.ts';
import { check, choice, field, textOf } from '../form.ts';
import type { Page } from '../page.ts';
import { section } from './frame.ts';
import { regionField } from './region.ts';

type Profile = NonNullable<OwnVolunteer['profile']>;
type Entered = BodyOf<typeof PutOwnVolunteer>;
type Words<Name extends 'skills' | 'categories' | 'languages'> = NonNullable<Entered[Name]>;

/** What a volunteer says of themselves, with what stands there; a guardian is asked for as soon as the date of birth asks for one. */
export function volunteerFields(page: Page, profile?: Profile): HTMLElement[] {
  const { say } = page;
  const birthDate = field({
    name: 'birthDate',
    label: say('birthDate'),
    type: 'date',
    autocomplete: 'bday',
    value: profile?.birthDate ?? '',
  });
  const guardian = guardianFields(page, profile);
  const input = birthDate.querySelector('input');
  const follow = () => {
    guardian.hidden = !isMinor(input?.value ?? '');
  };
  input?.addEventListener('input', follow);
  follow();
  return [
    birthDate,
    guardian,
    field({
      name: 'phone',
      label: say('phone'),
      type: 'tel',
      autocomplete: 'tel',
      value: profile?.phone ?? '',
    }),
    regionField(page, profile?.regionCode),
    field({
      name: 'idNumber',
      label: say('idNumber'),
      hint: say('idNumberWhy'),
      maxLength: 30,
      optional: true,
      value: profile?.idNumber ?? '',
    }),
    choice(
      { name: 'sex', label: say('sex') },
      [
        { value: '', text: say('sexUntold') },
        ...sexes.map((value) => ({ value, text: say(`sex_${value}`) })),
      ],
      profile?.sex ?? '',
    ),
  ];
}

function guardianFields({ say }: Page, profile?: Profile): HTMLElement {
  return section(
    say('guardianTitle'),
    element('p', { class: 'quiet' }, say('guardianWhy')),
    field({
      name: 'guardian.name',
      label: say('guardianName'),
      maxLength: 60,
      optional: true,
      value: profile?.guardian?.name ?? '',
    }),
    field({
      name: 'guardian.phone',
      label: say('guardianPhone'),
      type: 'tel',
      optional: true,
      value: profile?.guardian?.phone ?? '',
    }),
    choice(
      { name: 'guardian.relation', label: say('guardianRelation') },
      guardianRelations.map((relation) => ({ value: relation, text: say(`relation_${relation}`) })),
      profile?.guardian?.relation,
    ),
  );
}

/** What one can do and would like to do: none of it has to be said at once. */
export function wishFields({ say, language }: Page, profile?: Profile): HTMLElement[] {
  const boxes = <Word extends string>(
    name: 'skills' | 'categories' | 'languages',
    words: readonly Word[],
    names: Readonly<Record<Word, Readonly<Record<'zh' | 'en', string>>>>,
  ) => {
    const chosen: readonly string[] = profile?.[name] ?? [];
    return element(
      'fieldset',
      {},
      element('legend', {}, say(name)),
      ...words.map((word) =>
        check(name, names[word][language], { value: word, isChecked: chosen.includes(word) }),
      ),
    );
  };
  return [
    boxes('skills', volunteerSkills, skillNames),
    boxes('categories', serviceCategories, categoryNames),
    boxes('languages', spokenLanguages, languageNames),
  ];
}

/** What was entered; what the screen does not ask stays as it was. */
export function readFields(values: FormData, profile?: Profile): Entered {
  const birthDate = textOf(values, 'birthDate');
  const idNumber = textOf(values, 'idNumber');
  const regionCode = textOf(values, 'regionCode');
  const relation = textOf(values, 'guardian.relation');
  const isOtherNumber = idNumber !== (profile?.idNumber ?? '');
  const sex = sexes.find((one) => one === textOf(values, 'sex')) ?? null;
  const named = (name: string, words: readonly string[]) =>
    words.filter((word) => values.getAll(name).includes(word));
  return {
    ...keptOf(profile),
    birthDate,
    phone: textOf(values, 'phone'),
    // a number that is another was not confirmed
    ...(isOtherNumber ? { idKind: null, idNumberConfirmed: false } : {}),
    // an identity number says it where nothing is chosen; what the number of before said, nobody chose
    sex: isOtherNumber && sex === (profile?.sex ?? null) ? null : sex,
    idNumber: idNumber === '' ? null : idNumber,
    regionCode: regionCode === '' ? null : regionCode,
    skills: named('skills', volunteerSkills) as Words<'skills'>,
    categories: named('categories', serviceCategories) as Words<'categories'>,
    languages: named('languages', spokenLanguages) as Words<'languages'>,
    guardian:
      isMinor(birthDate) && textOf(values, 'guardian.name') !== ''
        ? {
            name: textOf(values, 'guardian.name'),
            phone: textOf(values, 'guardian.phone'),
            relation: guardianRelations.find((one) => one === relation) ?? 'other',
          }
        : null,
  };
}

function keptOf(profile: Profile | undefined): Partial<Entered> {
  if (profile === undefined) return {};
  const { version: _, ...kept } = profile;
  return kept;
}

function isMinor(birthDate: string): boolean {
  const today = new Date().toLocaleDateString('sv-SE');
  return /^\d{4}-\d\d-\d\d$/u.test(birthDate) && isUnderAge(birthDate, today);
}
