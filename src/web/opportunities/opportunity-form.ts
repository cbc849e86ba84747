import type {
  EnteredOpportunityBody,
  OpportunityView,
  RequirementsView,
} from '../../contract/opportunities.ts';
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
  /** of the button that was pressed: the form alone does not say it */
  isDraft?: boolean;
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
  };
}
