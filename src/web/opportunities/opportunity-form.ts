import type {
  EnteredOpportunityBody,
  OpportunityView,
  RequirementsView,
} from '../../contract/opportunities.ts';
import { CHECK_IN_RULES, type CheckInRules } from '../../domain/volunteers/attendance.ts';
import { NO_REQUIREMENTS } from '../../domain/volunteers/requirements.ts';

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
