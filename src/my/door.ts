import type { AnswerOf, BodyOf, OperationShape } from '../contract/operation.ts';
import type * as contract from '../contract/public-accounts.ts';
import type {
  CheckIn,
  CheckInView,
  CheckOut,
  ClaimService,
  OwnServiceView,
  ReadOwnHours,
} from '../contract/attendance.ts';
import type { ListOpenBooks } from '../contract/books.ts';
import type { IssueOwnCertificate, OwnCertificateView } from '../contract/certificates.ts';
import type {
  ListOwnSignUps,
  ListPublicOpportunities,
  OwnSignUpView,
  PublicOpportunityView,
  SignUpForShift,
  SwapSignUp,
} from '../contract/opportunities.ts';
import type { EvaluateShift, OwnRecognitionView, PutOwnPage } from '../contract/recognition.ts';
import type { SignIn } from '../contract/identity.ts';
import type { ListRegions } from '../contract/organisations.ts';
import type { PutOwnVolunteer, ReadOwnVolunteer, RegisterVolunteer } from '../contract/volunteers.ts';
import type { Language } from '../domain/language.ts';
import type { LeavingReason } from '../domain/volunteers/sign-up.ts';
import { fetchAs } from '../plain/fetch-json.ts';

export type Account = AnswerOf<typeof contract.ReadPublicAccount>;
export type Membership = Account['books'][number];
export type OwnVolunteer = AnswerOf<typeof ReadOwnVolunteer>;
export type Registration = BodyOf<typeof RegisterVolunteer>;
export type OpenBook = AnswerOf<typeof ListOpenBooks>['items'][number];
export type OwnShift = AnswerOf<typeof ListOwnSignUps>['items'][number];
export type PublicOpportunity = PublicOpportunityView;
export type OwnHours = AnswerOf<typeof ReadOwnHours>;
export type OwnRecognition = OwnRecognitionView;
export type Region = AnswerOf<typeof ListRegions>['items'][number];
export type Way = Account['addresses'][number]['way'];
/** What was asked for by an address; the code comes there. */
export interface Asked {
  readonly way: Way;
  readonly address: string;
  readonly codeRequest: string;
}

/** What the server said instead of doing it, in the reader's language. */
export class Refusal extends Error {
  readonly code: string;
  readonly fields: readonly { readonly path: string; readonly message: string }[];

  constructor(code: string, message: string, fields: Refusal['fields'] = []) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.fields = fields;
  }
}

interface Problem {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: Refusal['fields'];
}

/** As many as somebody looks through on a telephone. */
const MOST_OPPORTUNITIES = 1_000;

/** The server's operations for people of the public. */
export class Door {
  /** in which refusals are told */
  language: Language;
  /** whose page this is: in a browser where somebody else has signed in since nothing is done for them */
  accountId: string | undefined;
  /** so much the device's clock is ahead of the server's, as its last answer told */
  #aheadMs = 0;
  /** what is said where the server was not reached */
  readonly #unreachable: () => string;
  /** the page shows somebody who is not signed in here any more */
  readonly #onOther: () => void;

  constructor(language: Language, unreachable: () => string, onOther: () => void) {
    this.language = language;
    this.#unreachable = unreachable;
    this.#onOther = onOther;
  }

  /** When the server's clock shows it, whatever the device's does. */
  now(): Date {
    return this.serverTime(Date.now());
  }

  /** @param deviceMs as the device's clock showed it */
  serverTime(deviceMs: number): Date {
    return new Date(deviceMs - this.#aheadMs);
  }

  /** undefined: nobody is signed in. @throws Refusal */
  async findAccount(): Promise<Account | undefined> {
    try {
      return await this.#ask<Account>('GET', 'account');
    } catch (error) {
      if (error instanceof Refusal && error.code === 'not_signed_in') return undefined;
      throw error;
    }
  }

  async listWays(): Promise<readonly Way[]> {
    return (await this.#ask<AnswerOf<typeof contract.ReadPublicDoor>>('GET', 'door')).ways;
  }

  async askForCode(way: Way, address: string): Promise<Asked> {
    const said = await this.#ask<AnswerOf<typeof contract.SendPublicCode>>('POST', 'codes', { way, address });
    return { way, address, codeRequest: said.codeRequest };
  }

  signInByCode(asked: Asked, code: string): Promise<Account> {
    return this.#ask('POST', 'sign-in', { ...asked, code });
  }

  signUp(asked: Asked, code: string, name: string): Promise<Account> {
    return this.#ask('POST', 'sign-up', { ...asked, code, name, isOfAge: true });
  }

  signInByPassword(way: Way, address: string, password: string): Promise<Account> {
    return this.#ask('POST', 'sign-in/password', { way, address, password });
  }

  register(body: Registration): Promise<AnswerOf<typeof RegisterVolunteer>> {
    return this.#fetch('POST', '/api/v1/volunteer-registrations', body);
  }

  /** By the name that one registered under. @returns undefined: the name is one of staff */
  async signInByName(username: string, password: string): Promise<Account | undefined> {
    const body = { username, password };
    const me = await this.#fetch<AnswerOf<typeof SignIn>>('POST', '/api/v1/auth/sign-in', body);
    if (me.organisation.kind === 'public') return this.#ask<Account>('GET', 'account');
    // nobody wanted a session of staff here
    await this.#fetch('POST', '/api/v1/auth/sign-out');
    return undefined;
  }

  readVolunteer(): Promise<OwnVolunteer> {
    return this.#ask('GET', 'volunteer');
  }

  putVolunteer(
    version: number,
    body: BodyOf<typeof PutOwnVolunteer>,
  ): Promise<AnswerOf<typeof PutOwnVolunteer>> {
    return this.#ask('PUT', 'volunteer', body, version);
  }

  async listOwnShifts(): Promise<readonly OwnShift[]> {
    return (await this.#ask<AnswerOf<typeof ListOwnSignUps>>('GET', 'sign-ups')).items;
  }

  swapSignUp(id: string, body: BodyOf<typeof SwapSignUp>): Promise<OwnSignUpView> {
    return this.#fetch('POST', `/api/v1/sign-ups/${id}/swap`, body);
  }

  /** @returns the whole address, told once */
  async makeShiftFeed(): Promise<string> {
    const { path } = await this.#ask<{ path: string }>('POST', 'shift-feed', {});
    return location.origin + path;
  }

  endShiftFeed(): Promise<null> {
    return this.#ask('DELETE', 'shift-feed');
  }

  async listOpportunities(): Promise<readonly PublicOpportunity[]> {
    const found: PublicOpportunity[] = [];
    let mark: string | null = '';
    while (mark !== null && found.length < MOST_OPPORTUNITIES) {
      const after = mark === '' ? '' : `&after=${mark}`;
      const page: AnswerOf<typeof ListPublicOpportunities> = await this.#fetch(
        'GET',
        `/api/v1/opportunities?limit=200${after}`,
      );
      found.push(...page.items);
      mark = page.next;
    }
    return found;
  }

  /** undefined: there is none, or not any more */
  async findOpportunity(id: string): Promise<PublicOpportunity | undefined> {
    try {
      return await this.#fetch<PublicOpportunity>('GET', `/api/v1/opportunities/${id}`);
    } catch (error) {
      if (error instanceof Refusal && error.code === 'not_found') return undefined;
      throw error;
    }
  }

  signUpForShift(shiftId: string, body: BodyOf<typeof SignUpForShift>): Promise<OwnSignUpView> {
    return this.#fetch('POST', `/api/v1/shifts/${shiftId}/sign-ups`, body);
  }

  confirmSignUp(id: string): Promise<OwnSignUpView> {
    return this.#fetch('POST', `/api/v1/sign-ups/${id}/confirm`);
  }

  cancelSignUp(id: string, reason: LeavingReason | undefined): Promise<OwnSignUpView> {
    const body = reason === undefined ? {} : { reason };
    return this.#fetch('POST', `/api/v1/sign-ups/${id}/cancel`, body);
  }

  checkIn(shiftId: string, body: BodyOf<typeof CheckIn>): Promise<CheckInView> {
    return this.#fetch('POST', `/api/v1/shifts/${shiftId}/check-ins`, body);
  }

  checkOut(id: string, body: BodyOf<typeof CheckOut>): Promise<CheckInView> {
    return this.#fetch('POST', `/api/v1/check-ins/${id}/check-out`, body);
  }

  readHours(): Promise<OwnHours> {
    return this.#fetch('GET', '/api/v1/volunteers/me/hours');
  }

  claimService(body: BodyOf<typeof ClaimService>): Promise<OwnServiceView> {
    return this.#ask('POST', 'service-claims', body);
  }

  async listCertificates(): Promise<readonly OwnCertificateView[]> {
    return (await this.#ask<{ items: readonly OwnCertificateView[] }>('GET', 'certificates')).items;
  }

  issueCertificate(body: BodyOf<typeof IssueOwnCertificate>): Promise<OwnCertificateView> {
    return this.#ask('POST', 'certificates', body);
  }

  async readRecognition(): Promise<readonly OwnRecognition[]> {
    return (await this.#ask<{ items: readonly OwnRecognition[] }>('GET', 'recognition')).items;
  }

  answerEvaluation(id: string, words: string): Promise<null> {
    return this.#ask('PUT', `evaluations/${id}/answer`, { words });
  }

  evaluateShift(shiftId: string, body: BodyOf<typeof EvaluateShift>): Promise<null> {
    return this.#ask('PUT', `shift-evaluations/${shiftId}`, body);
  }

  putPage(organisationId: string, body: BodyOf<typeof PutOwnPage>): Promise<object> {
    return this.#ask('PUT', `volunteer-pages/${organisationId}`, body);
  }

  endPage(organisationId: string): Promise<null> {
    return this.#ask('DELETE', `volunteer-pages/${organisationId}`);
  }

  putTeamName(teamId: string, name: string): Promise<null> {
    return this.#ask('PUT', `team-names/${teamId}`, { name });
  }

  endTeamName(teamId: string): Promise<null> {
    return this.#ask('DELETE', `team-names/${teamId}`);
  }

  /** By a call, since a link would come without saying whose page it is. */
  readCertificateFile(id: string, language: 'zh' | 'both'): Promise<Blob> {
    const url = `/api/v1/my/certificates/${id}/file?language=${language}`;
    return this.#fetch('GET', url, undefined, undefined, (response) => response.blob());
  }

  signOut(): Promise<null> {
    return this.#ask('POST', 'sign-out');
  }

  /** Whatever version the page has seen: two devices of one person have no conflict that the person would not know of. */
  async change(body: BodyOf<typeof contract.ChangePublicAccount>): Promise<Account> {
    const { version } = await this.#ask<Account>('GET', 'account');
    return this.#ask('PATCH', 'account', body, version);
  }

  setPassword(body: BodyOf<typeof contract.SetPublicPassword>): Promise<Account> {
    return this.#ask('PUT', 'password', body);
  }

  putAddress(asked: Asked, code: string): Promise<Account> {
    return this.#ask('PUT', 'addresses', { ...asked, code });
  }

  removeAddress(way: Way): Promise<Account> {
    return this.#ask('DELETE', `addresses/${way}`);
  }

  endSession(id: string): Promise<Account> {
    return this.#ask('DELETE', `sessions/${id}`);
  }

  join(organisationId: string, body: BodyOf<typeof contract.JoinBook>): Promise<Account> {
    return this.#ask('PUT', `books/${organisationId}`, body);
  }

  leave(organisationId: string): Promise<Account> {
    return this.#ask('DELETE', `books/${organisationId}`);
  }

  /** Shows that it is still the holder: what cannot be taken back wants that lately. */
  prove(body: BodyOf<typeof contract.ProvePublicSession>): Promise<null> {
    return this.#ask('POST', 'prove', body);
  }

  erase(): Promise<null> {
    return this.#ask('POST', 'erase');
  }

  /** As the server sent it: for the person's own disk. */
  exportAll(): Promise<object> {
    return this.#ask('GET', 'export');
  }

  /** Those below a region; without one the provinces. */
  async listRegions(parent: string | undefined): Promise<readonly Region[]> {
    const below = parent === undefined ? '' : `?parent=${parent}`;
    return (await this.#fetch<AnswerOf<typeof ListRegions>>('GET', `/api/v1/regions${below}`)).items;
  }

  async listBooks(): Promise<readonly OpenBook[]> {
    return (await this.#fetch<AnswerOf<typeof ListOpenBooks>>('GET', '/api/v1/books')).items;
  }

  #ask<Answer>(
    method: OperationShape['method'],
    path: string,
    body?: object,
    version?: number,
  ): Promise<Answer> {
    return this.#fetch(method, `/api/v1/my/${path}`, body, version);
  }

  async #fetch<Answer>(
    method: string,
    url: string,
    body?: object,
    version?: number,
    read: (response: Response) => Promise<Answer> = (response) => response.json() as Promise<Answer>,
  ): Promise<Answer> {
    const request = {
      method,
      headers: {
        'accept-language': this.language,
        ...(this.accountId === undefined ? {} : { 'nuantu-account': this.accountId }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    try {
      return await fetchAs(url, request, async (response) => {
        this.#noteClock(response);
        return response.ok ? read(response) : this.#refuse((await response.json()) as Problem);
      });
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw new Refusal('unreachable', this.#unreachable());
    }
  }

  #noteClock(response: Response): void {
    const shown = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(shown)) this.#aheadMs = Date.now() - shown;
  }

  /** @throws Refusal */
  #refuse({ code, title, detail, errors }: Problem): never {
    const isGone = this.accountId !== undefined && code === 'not_signed_in';
    if (isGone || code === 'other_account') this.#onOther();
    throw new Refusal(code ?? '', detail ?? title ?? this.#unreachable(), errors);
  }
}
