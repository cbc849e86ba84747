import { drawPerson } from '../../domain/demo/draw-person.ts';
import { integerBetween, pick, type Random } from '../../domain/random.ts';
import type { FormerService } from '../volunteer-imports/seed.ts';

const activities = ['敬老院陪伴', '周末课业辅导', '社区义诊', '骑手驿站值班', '植树节活动'] as const;

/** Hours of the years before, as the table of a station had them: a few came every week, most a few times. */
const HOURS_OF_MEMBERS = [120, 88, 164, 328, 108, 40, 24, 12];
const HOURS_OF_OTHERS = [104, 36, 20, 16, 12, 12, 8, 8, 4, 4];
const HOURS_A_TIME = 4;
/** What is of the last year was recorded here. */
const DAYS_BACK = 380;

type Person = Pick<FormerService, 'name' | 'phone' | 'birthDate'>;

/**
 * @param members who are registered by now; besides them the table has others, whom nobody has seen since
 * @param year of today
 */
export function drawFormerServices(
  random: Random,
  members: readonly Person[],
  { regionCode, year }: { regionCode: string; year: number },
): FormerService[] {
  const others = HOURS_OF_OTHERS.map(() =>
    drawPerson(random, { from: year - 60, to: year - 22 }, regionCode),
  );
  const known = HOURS_OF_MEMBERS.map((hours, index) => ({ person: members[index], hours }));
  const unknown = HOURS_OF_OTHERS.map((hours, index) => ({ person: others[index], hours }));
  return [...known, ...unknown].flatMap(({ person, hours }) =>
    person === undefined ? [] : servicesOf(random, person, hours),
  );
}

function servicesOf(random: Random, { name, phone, birthDate }: Person, hours: number): FormerService[] {
  // on a day of each week: nobody is at two places on one
  return Array.from({ length: hours / HOURS_A_TIME }, (_, week) => ({
    name,
    phone,
    birthDate,
    activity: pick(random, activities),
    daysAgo: DAYS_BACK + week * 7 + integerBetween(random, 0, 6),
    hours: HOURS_A_TIME,
  }));
}
