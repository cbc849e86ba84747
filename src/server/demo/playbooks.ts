import { bilingual } from '../../domain/language.ts';
import { contentOf, type Playbook, type Session } from '../../domain/playbooks/playbook.ts';
import { warmWayPlaybook } from '../../domain/playbooks/warm-way-playbook.ts';
import { addMaterial } from '../materials/public.ts';
import { systemSettings } from '../platform/database/database.ts';
import { newId } from '../platform/database/ids.ts';
import { type Services, Work } from '../platform/work/work.ts';
import {
  adoptPlaybook,
  changeDraft,
  createDraft,
  discussProposal,
  proposeChanges,
  publishDraft,
  submitDraft,
} from '../playbooks/public.ts';
import { renderReport } from '../reports/public.ts';
import { inThePast } from './past.ts';

/** A station or the alliance with those who write and those who review. */
export interface DemoTeam {
  readonly organisationId: string;
  readonly code: string;
  readonly authorId: string;
  readonly reviewerId: string;
}

const origin = { requestId: 'seed', language: 'zh-CN' } as const;
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
): Promise<ReadonlyMap<string, Playbook>> {
  const playbooks = new Map<string, Playbook>();
  const [adopting, writing, adapting] = stations;
  if (adopting === undefined || writing === undefined || adapting === undefined) return playbooks;
  const past = inThePast(services, ADAPTED_DAYS_AGO);
  await act(past, adopting.organisationId, adopting.reviewerId).change((change) =>
    adoptPlaybook(change, warmWayPlaybook.id),
  );
  const adapted = await adaptAndPublish(past, adapting);
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
  return new Work(services, { ...systemSettings(organisationId), actorId }, origin);
}

/** Week 7 begins with the way to school; a sheet for it stands in the library. */
async function adaptAndPublish(services: Services, team: DemoTeam): Promise<Playbook> {
  const author = act(services, team.organisationId, team.authorId);
  const sheet = await renderReport(waySheet, 'pdf');
  const file = await author.change((change) =>
    addMaterial(
      change,
      {
        fileName: '我每天走的路.pdf',
        title: '我每天走的路（练习纸）',
        titleEn: 'The way I take every day (worksheet)',
        language: 'zh',
        licence: 'CC-BY-SA-4.0',
        source: '柳州拾光社会工作服务社制作（演示）',
      },
      sheet,
    ),
  );
  const draft = await author.change((change) => createDraft(change, { from: warmWayPlaybook.id }));
  const content = contentOf(draft.content);
  const sessions = content.sessions.map((session) =>
    session.id === SHARED_WEEK ? fromTheWayToSchool(session, file.id) : session,
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

const waySheet = {
  language: 'zh',
  title: '我每天走的路',
  subtitle: '第七周练习纸',
  banner: '合成数据 · synthetic data',
  blocks: [
    { kind: 'paragraph', text: '在空白处画出你从家到学校的路。慢慢画，像从天上看下去一样。' },
    {
      kind: 'list',
      items: [
        '用圆点标出你愿意停下来的地方。',
        '用三角标出可以找到人的地方：谁在那里？',
        '用虚线标出你不太愿意一个人走的一段。',
      ],
    },
    { kind: 'heading', level: 2, text: '路上可以找的人' },
    {
      kind: 'table',
      caption: '写下名字，或“某某阿姨”也可以',
      head: ['在哪里', '可以找谁', '我可以怎么开口'],
      rows: [
        ['　', '　', '　'],
        ['　', '　', '　'],
        ['　', '　', '　'],
      ],
      align: 'text',
    },
  ],
  colophon: '柳州拾光社会工作服务社（演示）· CC BY-SA 4.0',
} as const;
