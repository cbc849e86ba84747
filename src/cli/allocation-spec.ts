import { type Static, Type } from 'typebox';

import { readSpec } from './spec-file.ts';

const CLOSED = { additionalProperties: false };
const Numbers = Type.Array(Type.Number());
const Matrix = Type.Array(Numbers);
const Id = Type.String({ minLength: 1 });

const GeneralisedAssignment = Type.Object(
  {
    kind: Type.Literal('generalisedAssignment'),
    sense: Type.Union([Type.Literal('min'), Type.Literal('max')]),
    capacity: Numbers,
    weight: Matrix,
    value: Matrix,
    timeLimit: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 86_400 })),
  },
  CLOSED,
);

const Budget = Type.Object(
  {
    kind: Type.Literal('budget'),
    rule: Type.Union([Type.Literal('equalShares'), Type.Literal('greedy')]),
    budget: Type.Number(),
    projects: Type.Array(Type.Object({ id: Id, cost: Type.Number() }, CLOSED)),
    ballots: Type.Array(Type.Array(Id)),
  },
  CLOSED,
);

const KINDS = { generalisedAssignment: GeneralisedAssignment, budget: Budget };

export type AllocationSpec = Static<typeof GeneralisedAssignment> | Static<typeof Budget>;

/** @throws SpecError for text that is not JSON, an unknown kind, a missing, misspelt or mistyped key */
export function readAllocationSpec(text: string): AllocationSpec {
  return readSpec(text, KINDS);
}
