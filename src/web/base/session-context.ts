import type { Static } from 'typebox';
import { createContext, useContext } from 'react';
import type { Me } from '../../contract/identity.ts';
import type { Permission } from '../../domain/access/roles.ts';
import type { DraftBox } from './drafts.ts';

export type MeView = Static<typeof Me>;

export interface Session {
  readonly me: MeView;
  /** whether the interface offers something; the server decides */
  readonly may: (permission: Permission) => boolean;
  /** what this person has typed on this computer and not yet saved */
  readonly drafts: DraftBox;
  readonly signOut: () => Promise<void>;
}

export const SessionContext = createContext<Session | undefined>(undefined);

/** @throws Error outside the signed-in part of the pages */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('no session here');
  return session;
}
