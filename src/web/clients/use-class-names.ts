import { useQuery } from '@tanstack/react-query';
import { classesQuery } from './queries.ts';

/** Compares classes as every list orders them; who is in none stands last. */
export function useClassOrder(): (one: string | null, other: string | null) => number {
  const classes = useQuery(classesQuery).data?.items ?? [];
  const places = new Map<string | null, number>(classes.map(({ id }, place) => [id, place]));
  return (one, other) => (places.get(one) ?? classes.length) - (places.get(other) ?? classes.length);
}

/** The class of a client with its school in front; undefined while loading or without a class. */
export function useClassNames(): (classId: string | null) => string | undefined {
  const classes = useQuery(classesQuery).data?.items ?? [];
  const byId = new Map(classes.map((schoolClass) => [schoolClass.id, schoolClass]));
  return (classId) => {
    const schoolClass = classId === null ? undefined : byId.get(classId);
    if (schoolClass === undefined) return undefined;
    const school = schoolClass.parentId === null ? undefined : byId.get(schoolClass.parentId);
    const grade =
      schoolClass.grade !== null && schoolClass.name.startsWith(schoolClass.grade) ? null : schoolClass.grade;
    return [school?.name, grade, schoolClass.name].filter(Boolean).join(' ');
  };
}
