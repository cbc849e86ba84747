import { Type } from 'typebox';
import type { Playbook as DomainPlaybook } from '../domain/playbooks/playbook.ts';
import { Exactly, Instant, Nullable, OneOf, operation } from './operation.ts';

const tag = 'playbooks';

export const moduleCodes = ['cognitive_restructuring', 'emotion_management', 'social_support'] as const;

/** Code and version: `warm-way@1`. */
export const PlaybookId = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,38}@[0-9]{1,4}$', maxLength: 44 });

const Texts = Exactly({ zh: Type.String(), en: Type.String() });
const Range = Exactly({ from: Type.Integer(), to: Type.Integer() });
const LevelPlan = Exactly({ title: Texts, participants: Range, who: Texts, how: Texts });
const ModulePlan = Exactly({ title: Texts, idea: Texts });

const Session = Exactly({
  id: Type.String(),
  week: Type.Integer(),
  module: OneOf(moduleCodes),
  title: Texts,
  minutes: Type.Integer(),
  aims: Type.Array(Texts),
  materials: Type.Array(Texts),
  steps: Type.Array(Exactly({ title: Texts, minutes: Type.Integer(), text: Texts })),
  checklist: Type.Array(Exactly({ id: Type.String(), text: Texts })),
  adjustments: Exactly({ selective: Texts, indicated: Texts }),
});

/** A playbook in one version, as src/domain/playbooks knows it. */
export const Playbook = Type.Unsafe<DomainPlaybook>(
  Exactly({
    id: PlaybookId,
    code: Type.String(),
    version: Type.String(),
    title: Texts,
    purpose: Texts,
    ages: Range,
    levels: Exactly({ universal: LevelPlan, selective: LevelPlan, indicated: LevelPlan }),
    modules: Exactly({
      cognitive_restructuring: ModulePlan,
      emotion_management: ModulePlan,
      social_support: ModulePlan,
    }),
    sessions: Type.Array(Session),
    measures: Type.Array(Type.String()),
  }),
);

export const PlaybookItem = Exactly({
  id: PlaybookId,
  title: Texts,
  purpose: Texts,
  sessions: Type.Integer(),
  isUniversal: Type.Boolean({ description: 'not an adaptation of one organisation' }),
  publishedAt: Instant,
  changes: Nullable(Type.Integer({ description: 'places that differ from the version before it' })),
});

export const ListPlaybooks = operation({
  method: 'GET',
  url: '/api/v1/playbooks',
  access: 'signed_in',
  tag,
  summary: 'Published intervention models in all their versions, newest first',
  response: { 200: Exactly({ items: Type.Array(PlaybookItem) }) },
});

export const ReadPlaybook = operation({
  method: 'GET',
  url: '/api/v1/playbooks/:id',
  access: 'signed_in',
  tag,
  summary: 'One version of a model with its sessions and checklists; it never changes',
  params: Exactly({ id: PlaybookId }),
  response: { 200: Playbook },
});
