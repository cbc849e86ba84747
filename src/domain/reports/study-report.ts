import type { Language } from '../language.ts';
import type { EffectAnswer } from '../studies/arm-effect.ts';
import { armWords } from '../studies/protocol.ts';
import { consortTable, tidierTable } from './checklists.ts';
import { ownBlocks } from './own-blocks.ts';
import { pooledBlocks } from './pooled-blocks.ts';
import type { Block, Report } from './report.ts';
import type { ReportedStudy } from './reported-study.ts';
import { heading, scaleName } from './study-blocks.ts';
import { studyReportWords as words } from './study-report-words.ts';
import { type Voice, voiceOf } from './voice.ts';

/** The report of a registered study, ready to be laid out. Every figure stands beside a table with its numbers. */
export function studyReport(study: ReportedStudy, language: Language): Report {
  const voice = voiceOf(language, study.timeZone);
  const { protocol } = study;
  const isEnglish = language === 'en';
  const answer = study.result.of === 'own' ? study.result.results.primary.model : study.result.results.pooled;
  return {
    language,
    title: (isEnglish ? protocol.titleEn : null) ?? protocol.title,
    subtitle: (isEnglish ? protocol.questionEn : null) ?? protocol.question,
    banner: study.isSynthetic ? voice.say(words.synthetic) : '',
    blocks: [
      ...answerBlocks(study, answer, voice),
      ...methodBlocks(study, answer, voice),
      ...(study.result.of === 'own'
        ? ownBlocks(study, study.result, voice)
        : pooledBlocks(study, study.result.results, study.result, voice)),
      ...limitBlocks(study, answer, voice),
      tidierTable(study, voice),
      consortTable(study, answer, voice),
      heading(voice.say(words.rerun)),
      { kind: 'paragraph', text: voice.say(words.rerunText) },
    ],
    colophon: voice.say(words.colophon, { version: study.version, time: voice.day(study.now) }),
  };
}

function answerBlocks(study: ReportedStudy, answer: EffectAnswer, voice: Voice): Block[] {
  const { protocol, instrument } = study;
  const [effect] = answer.effects;
  const blocks: Block[] = [heading(voice.say(words.answer))];
  if (effect === undefined) {
    blocks.push({ kind: 'finding', text: voice.say(words.noEffect, { code: answer.refusal ?? '—' }) });
    return blocks;
  }
  const isHigher = effect.estimate >= 0;
  const ends = isHigher ? { low: effect.low, high: effect.high } : { low: -effect.high, high: -effect.low };
  const main = voice.say(isHigher ? words.higher : words.lower, {
    estimate: voice.number(Math.abs(effect.estimate)),
    low: voice.number(ends.low),
    high: voice.number(ends.high),
  });
  const { standardised } = effect;
  const inSd =
    standardised === null
      ? voice.say(words.stop)
      : voice.say(words.inSd, {
          sd: voice.number(standardised.estimate),
          low: voice.number(standardised.low),
          high: voice.number(standardised.high),
        });
  const zero = effect.low > 0 || effect.high < 0 ? words.excludesZero : words.includesZero;
  const own = instrument.scales.find(({ id }) => id === protocol.primaryOutcome.scale);
  const direction = own?.betterWhen === 'lower' ? words.direction.down : words.direction.up;
  blocks.push({
    kind: 'finding',
    text: [`${main}${inSd}`, voice.say(zero)].join(voice.language === 'zh' ? '' : ' '),
  });
  const scale = scaleName(instrument, protocol.primaryOutcome.scale, voice);
  blocks.push({ kind: 'paragraph', text: voice.say(direction, { scale }) });
  if (protocol.allocation === 'existing_classes')
    blocks.push({ kind: 'paragraph', text: voice.say(words.notRandom) });
  return blocks;
}

function methodBlocks(study: ReportedStudy, answer: EffectAnswer, voice: Voice): Block[] {
  const { protocol, instrument, result } = study;
  const { say } = voice;
  const isPooled = result.of === 'pooled';
  const basis = result.of === 'own' ? result.results.primary.reliableChange.basis : null;
  const { reliability, sd } = protocol.changeBasis;
  const [effect] = answer.effects;
  const question = (voice.language === 'en' ? protocol.questionEn : null) ?? protocol.question;
  const design = protocol.allocation === 'randomised_classes' ? words.designRandom : words.designExisting;
  const items = [
    say(words.question, { text: question }),
    say(design, armWords(protocol, voice.language)),
    say(words.registration, {
      time: voice.day(study.registeredAt),
      hash: study.protocolHash,
      amendments: study.amendments.length,
    }),
    say(words.outcomeMethod, {
      instrument: instrument.title[voice.language],
      scale: scaleName(instrument, protocol.primaryOutcome.scale, voice),
    }),
    ...(effect === undefined
      ? []
      : [
          say(words.modelMethod, {
            degrees: effect.degrees === 'kenward-roger' ? 'Kenward-Roger' : 'Satterthwaite',
            regions: isPooled ? say(words.regionsMethod) : '',
            classes: effect.classes,
            persons: effect.persons,
            icc: voice.number(effect.icc, 3),
          }),
        ]),
    say(words.personLevel),
    ...(basis === null
      ? []
      : [
          say(words.changeMethod, {
            r: voice.number(reliability.r),
            kind: say(words.kinds[reliability.kind]),
            source: reliability.source,
            sd: `${voice.number(basis.sd)}${sd.kind === 'published' ? ` (${sd.source})` : ''}`,
            threshold: voice.number(basis.threshold),
          }),
        ]),
    ...(isPooled ? [] : [say(words.multiplicity)]),
    say(words.suppression, { n: protocol.smallestCount }),
    ...study.amendments.map(
      ({ amendment, reason, madeAt }) => `${voice.day(madeAt)}: ${amendment} (${reason})`,
    ),
  ];
  return [heading(say(words.methods)), { kind: 'list', items }];
}

function limitBlocks(study: ReportedStudy, answer: EffectAnswer, { say }: Voice): Block[] {
  const { result } = study;
  const fewest =
    result.of === 'own' ? Math.min(...result.results.flow.map(({ classes }) => classes)) : Infinity;
  const items = words.limitList.map((text) => say(text));
  if (study.protocol.allocation === 'existing_classes' && answer.effects.length > 0)
    items.unshift(say(words.notRandom));
  if (fewest < 20) items.push(say(words.fewClasses, { n: fewest }));
  return [heading(say(words.limits)), { kind: 'list', items }];
}
