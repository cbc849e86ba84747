import { bilingual } from '../../domain/language.ts';
import { contentOf, type Playbook, type Session } from '../../domain/playbooks/playbook.ts';
import { warmWayPlaybook } from '../../domain/playbooks/warm-way-playbook.ts';
import { newId } from '../platform/database/ids.ts';
import { inThePast, seedWork } from '../platform/work/seed-work.ts';
import type { Services, Work } from '../platform/work/work.ts';
import { changeDraft, createDraft, publishDraft, submitDraft } from './drafts.ts';
import { discussProposal, proposeChanges } from './proposals.ts';
import { adoptPlaybook } from './versions.ts';

/** A station or the alliance with those who write and those who review. */
export interface DemoTeam {
  readonly organisationId: string;
  readonly code: string;
  readonly authorId: string;
  readonly reviewerId: string;
}

/** Puts the sheet for the seventh week into the library. @returns the material's id */
type AddSheet = (author: Work) => Promise<string>;

/** before the first groups began */
const ADAPTED_DAYS_AGO = 78;
const PROPOSED_DAYS_AGO = 3;
const SHARED_WEEK = 'week-7';

/**
 * The living model: one station works by the shipped version, one adapted it and proposes what it changed, one is
 * writing; the alliance writes the next version.
 * @returns the version that each station works by, by its code
 */
export async function seedPlaybooks(
  services: Services,
  alliance: DemoTeam,
  stations: readonly DemoTeam[],
  addSheet: AddSheet,
): Promise<ReadonlyMap<string, Playbook>> {
  const playbooks = new Map<string, Playbook>();
  const [adopting, writing, adapting] = stations;
  if (adopting === undefined || writing === undefined || adapting === undefined) return playbooks;
  const past = inThePast(services, ADAPTED_DAYS_AGO);
  await act(past, adopting.organisationId, adopting.reviewerId).change((change) =>
    adoptPlaybook(change, warmWayPlaybook.id),
  );
  const adapted = await adaptAndPublish(past, adapting, addSheet);
  playbooks.set(adapting.code, adapted);
  await beginDraft(services, writing, { summary: '第三周加一个目标：每人至少开口一次', week: 'week-3' });
  await beginDraft(services, alliance, { summary: '', week: 'week-8' });

  const proposalId = newId(services.clock().getTime());
  const recent = inThePast(services, PROPOSED_DAYS_AGO);
  await act(recent, adapting.organisationId, adapting.authorId).change((change) =>
    proposeChanges(change, {
      id: proposalId,
      fromId: adapted.id,
      places: [`sessions/${SHARED_WEEK}/title`, `sessions/${SHARED_WEEK}/steps`],
      title: '第七周从学生每天走的路画起',
      reason:
        '“支持地图”直接画圈，不少学生不知道从哪里写起。我们先请大家画上学的路，再标出路上可以停下来、可以找到人的地方，空白的地图少了很多。',
    }),
  );
  await act(inThePast(services, PROPOSED_DAYS_AGO - 1), writing.organisationId, writing.reviewerId).change(
    (change) =>
      discussProposal(change, proposalId, {
        text: '住校的学生没有“上学的路”，可以改成“从早到晚走过的地方”。其余很认同。',
      }),
  );
  return playbooks;
}

function act(services: Services, organisationId: string, actorId: string): Work {
  return seedWork(services, { organisationId, actorId });
}

/** Week 7 begins with the way to school; a sheet for it stands in the library. */
async function adaptAndPublish(services: Services, team: DemoTeam, addSheet: AddSheet): Promise<Playbook> {
  const author = act(services, team.organisationId, team.authorId);
  const fileId = await addSheet(author);
  const draft = await author.change((change) => createDraft(change, { from: warmWayPlaybook.id }));
  const content = contentOf(draft.content);
  const sessions = content.sessions.map((session) =>
    session.id === SHARED_WEEK ? fromTheWayToSchool(session, fileId) : session,
  );
  const saved = await author.change((change) =>
    changeDraft(change, draft.id, draft.version, {
      content: { ...content, sessions },
      summary: '第七周从学生每天走的路画起，配一张练习纸；其余照通用模式。',
    }),
  );
  const submitted = await author.change((change) => submitDraft(change, draft.id, saved.version));
  await act(services, team.organisationId, team.reviewerId).change((change) =>
    publishDraft(change, draft.id, submitted.version),
  );
  return { ...draft.content, sessions };
}

function fromTheWayToSchool(session: Session, fileId: string): Session {
  const [first, second, ...others] = session.steps;
  if (first === undefined || second === undefined) throw new Error('the session has too few steps');
  return {
    ...session,
    title: bilingual('我每天走的路', 'The way I take every day'),
    files: [fileId],
    steps: [
      first,
      {
        ...second,
        title: bilingual('画每天走的路', 'Draw the way of every day'),
        text: bilingual(
          '先画从家到学校的路，标出可以停下来、可以找到人的地方；再把这些人写进三个圈：家里人、同学老师、社工站和热线。',
          'First draw the way from home to school and mark where one can stop and whom one can find; then put these people into the three rings: family, school, station and hotlines.',
        ),
      },
      ...others,
    ],
  };
}

/** A draft that somebody is in the middle of. */
async function beginDraft(
  services: Services,
  team: DemoTeam,
  { summary, week }: { summary: string; week: string },
): Promise<void> {
  const author = act(services, team.organisationId, team.authorId);
  const draft = await author.change((change) => createDraft(change, { from: warmWayPlaybook.id }));
  const content = contentOf(draft.content);
  const sessions = content.sessions.map((session) =>
    session.id === week
      ? {
          ...session,
          aims: [...session.aims, bilingual('每人至少开口一次', 'Everyone speaks at least once')],
        }
      : session,
  );
  await author.change((change) =>
    changeDraft(change, draft.id, draft.version, { content: { ...content, sessions }, summary }),
  );
}
