import { createRootRoute, createRoute, Outlet } from '@tanstack/react-router';

/** The parent of what opens without signing in. */
export const rootRoute = createRootRoute({ component: Outlet });

/** The parent of the staff's pages; the shell puts its frame around them. */
export const staffRoute = createRoute({ getParentRoute: () => rootRoute, id: 'staff' });

/** What stands behind the `?` of an address, before a page has looked at it. */
export type Search = Readonly<Record<string, unknown>>;

export function oneOf<Value extends string | number>(
  values: readonly Value[],
  wanted: unknown,
): Value | undefined {
  return values.find((value) => value === wanted);
}

export function textOf(wanted: unknown): string | undefined {
  return typeof wanted === 'string' || typeof wanted === 'number' ? String(wanted) : undefined;
}

/** Leaves out what is undefined, so that addresses stay short. */
export function defined<Values extends object>(
  values: Values,
): { [Name in keyof Values]?: NonNullable<Values[Name]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
