import { useQuery } from '@tanstack/react-query';
import { clientGroupsQuery } from './queries.ts';

/** The class of a client with its school in front; undefined while loading or without a class. */
export function useClassNames(): (groupId: string | null) => string | undefined {
  const groups = useQuery(clientGroupsQuery).data?.items ?? [];
  const byId = new Map(groups.map((group) => [group.id, group]));
  return (groupId) => {
    const group = groupId === null ? undefined : byId.get(groupId);
    if (group === undefined) return undefined;
    const school = group.parentId === null ? undefined : byId.get(group.parentId);
    const grade = group.grade !== null && group.name.startsWith(group.grade) ? null : group.grade;
    return [school?.name, grade, group.name].filter(Boolean).join(' ');
  };
}
