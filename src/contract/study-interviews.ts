import { Type } from 'typebox';
import type { InterviewFindings } from '../domain/studies/interview-findings.ts';
import { Exactly, IdParams, LineText, Nullable, operation, PlainText } from './operation.ts';

const tag = 'studies';

const Count = { maximum: 1000 };

const Findings = Type.Unsafe<InterviewFindings>(
  Exactly({
    interviews: Type.Integer({ minimum: 1, ...Count }),
    who: LineText({ minLength: 1, maxLength: 200 }),
    method: PlainText({ minLength: 1, maxLength: 1000 }),
    themes: Type.Array(
      Exactly({
        title: LineText({ minLength: 1, maxLength: 100 }),
        titleEn: Nullable(LineText({ minLength: 1, maxLength: 160 })),
        description: PlainText({ maxLength: 1000 }),
        mentions: Type.Integer({
          minimum: 0,
          ...Count,
          description: 'interviews in which it came up, no more than there were',
        }),
        quotes: Type.Array(
          Exactly({
            text: PlainText({ minLength: 1, maxLength: 500 }),
            who: LineText({ minLength: 1, maxLength: 60, description: 'a role, never a name' }),
          }),
          { maxItems: 5 },
        ),
      }),
      { minItems: 1, maxItems: 30 },
    ),
  }),
);

const Interviews = Exactly({
  findings: Nullable(Findings),
  version: Type.Integer({ description: '0: nothing was written yet' }),
});

export const ReadInterviews = operation({
  method: 'GET',
  url: '/api/v1/studies/:id/interviews',
  access: 'study.conduct',
  tag,
  summary: 'What interviews beside the study said in the caller’s organisation; they stay there',
  params: IdParams,
  response: { 200: Interviews },
});

export const WriteInterviews = operation({
  method: 'PUT',
  url: '/api/v1/studies/:id/interviews',
  access: 'study.conduct',
  tag,
  summary: 'Write down what the interviews said; If-Match "0" the first time',
  params: IdParams,
  versioned: true,
  body: Findings,
  response: { 200: Interviews },
});
