import type {
  EnteredOpportunityBody,
  OpportunityView,
  RequirementsView,
} from '../../contract/opportunities.ts';
import { CHECK_IN_RULES, type CheckInRules } from '../../domain/volunteers/attendance.ts';
import type { ServiceCategory } from '../../domain/volunteers/profile-words.ts';
import type { CheckCode } from '../../domain/volunteers/qualification.ts';
import { isWithMinors, NO_REQUIREMENTS } from '../../domain/volunteers/requirements.ts';

export interface OpportunityValues {
  title: string;
  siteId: string;
  programme?: string;
  category?: RequiredCategory;
  description: string;
  risks: string;
  place?: string;
  /** a field that was never touched has no value */
  requirements?: { [Name in keyof RequirementsView]?: RequirementsView[Name] | undefined };
  confirmHours?: number | null;
  checkIn?: CheckInValues;
  /** whoever checks in has to be at the place */
  asksPlace?: boolean;
  /** of the button that was pressed: the form alone does not say it */
  isDraft?: boolean;
}
/** A field that was emptied has no value. */
interface CheckInValues {
  minutesBefore?: number | null;
  minutesAfter?: number | null;
  asksCodeAtEnd?: boolean;
  place?: { latitude?: number | null; longitude?: number | null; radiusMetres?: number | null };
}
type RequiredCategory = OpportunityView['category'] | undefined;

export function valuesOf({
  title,
  siteId,
  programme,
  category,
  description,
  risks,
  place,
  requirements,
  confirmHours,
  checkIn,
}: OpportunityView): OpportunityValues {
  return {
    title,
    siteId,
    programme,
    category: category ?? undefined,
    description,
    risks,
    place,
    requirements,
    confirmHours,
    ...checkInValuesOf(checkIn),
  };
}

const RADIUS_METRES = 200;

/** How somebody checks in; where no place is asked for, the distance that most will choose stands ready. */
export function checkInValuesOf({
  place,
  ...rules
}: CheckInRules): Pick<OpportunityValues, 'checkIn' | 'asksPlace'> {
  return {
    checkIn: { ...rules, place: place ?? { radiusMetres: RADIUS_METRES } },
    asksPlace: place !== null,
  };
}

function checkInOf({ checkIn = {}, asksPlace = false }: OpportunityValues): CheckInRules {
  const { minutesBefore, minutesAfter, asksCodeAtEnd = false, place = {} } = checkIn;
  const { latitude, longitude, radiusMetres } = place;
  return {
    minutesBefore: minutesBefore ?? CHECK_IN_RULES.minutesBefore,
    minutesAfter: minutesAfter ?? CHECK_IN_RULES.minutesAfter,
    asksCodeAtEnd,
    place:
      asksPlace && latitude != null && longitude != null
        ? { latitude, longitude, radiusMetres: radiusMetres ?? RADIUS_METRES }
        : null,
  };
}

/**
 * A field in which volunteers meet children asks for the check, which whoever knows better takes out again. With another field
 * it goes as it came; what somebody asked for by hand stays.
 * @param isByField the check stands there since a field of before asked for it
 */
export function checksFor(
  category: ServiceCategory | undefined,
  asked: readonly CheckCode[],
  isByField: boolean,
): { checks: CheckCode[]; isByField: boolean } {
  const isAsked = asked.includes('minors');
  if (isWithMinors(category))
    return isAsked ? { checks: [...asked], isByField } : { checks: [...asked, 'minors'], isByField: true };
  return { checks: isByField ? asked.filter((check) => check !== 'minors') : [...asked], isByField: false };
}

export function bodyOf(values: OpportunityValues): EnteredOpportunityBody {
  const { requirements = {}, confirmHours, programme, place } = values;
  const entered = Object.fromEntries(
    Object.entries(requirements).filter(([, value]) => value !== undefined),
  ) as Partial<RequirementsView>;
  return {
    title: values.title,
    siteId: values.siteId,
    programme: programme ?? '',
    category: values.category ?? null,
    description: values.description,
    risks: values.risks,
    place: place ?? '',
    requirements: { ...NO_REQUIREMENTS, ...entered } as RequirementsView,
    ...(confirmHours === null || confirmHours === undefined ? {} : { confirmHours }),
    checkIn: checkInOf(values),
  };
}
