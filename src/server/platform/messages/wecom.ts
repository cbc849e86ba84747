import { SendError, type SendErrorCode, sendErrorOf } from '../mail/send-error.ts';
import { LIMIT_MS, type ShortMessages } from './short-messages.ts';

export interface WecomSettings {
  readonly url: string;
  readonly corporationId: string;
  /** the application in whose name messages come */
  readonly agentId: number;
  readonly secret: string;
}

interface Answer {
  readonly errcode?: number;
  readonly access_token?: string;
  readonly expires_in?: number;
  /** users of whom nobody got the message, separated by | */
  readonly invaliduser?: string;
}

/** As the administrator of a corporation gives them; `|` would name several. */
const USER_ID = /^[\w.@-]{1,64}$/;
/** 40014: the token is none; 42001: it is over. Both can come before its time is up. */
const TOKEN_CODES = new Set([40_014, 42_001]);
/** text.content of message/send: what is longer is cut. */
const MOST_BYTES = 2_048;
const markOf = (id: string) => `\n#${id.slice(-6)}`;
/** A token that ends while a message is on its way is of no use. */
const MARGIN_MS = 60_000;

/** Messages of an application to users of 企业微信 (gettoken, message/send). */
export function createWecom(settings: WecomSettings, clock: () => Date): ShortMessages {
  const { url, agentId } = settings;
  const token = tokenSource(settings, clock);
  const sendBy = (accessToken: string, to: string, content: string) =>
    ask(`${url}/cgi-bin/message/send?access_token=${encodeURIComponent(accessToken)}`, {
      touser: to,
      msgtype: 'text',
      agentid: agentId,
      text: { content },
      // the same again within half an hour, since a crash lost the answer, is shown once
      enable_duplicate_check: 1,
      duplicate_check_interval: 1_800,
    });
  return {
    mostBytes: MOST_BYTES - markOf('000000').length,
    isAddress: (text) => USER_ID.test(text),
    send: async ({ id, to, text }) => {
      if (!USER_ID.test(to)) throw new SendError('message_invalid');
      // the mark stays for each attempt; without it a second alert, told in the same words, would be taken for the first again
      const content = text.trimEnd() + markOf(id);
      const used = await token.get();
      let answer = await sendBy(used, to, content);
      if (TOKEN_CODES.has(answer.errcode ?? 0)) {
        token.forget(used);
        answer = await sendBy(await token.get(), to, content);
      }
      if (answer.errcode !== 0) throw new SendError(CODES[answer.errcode ?? 0] ?? 'refused');
      if ((answer.invaliduser ?? '') !== '') throw new SendError('recipient_refused');
    },
  };
}

/** One token for all messages: whoever asks for one each time is refused after a few (45009). */
function tokenSource({ url, corporationId, secret }: WecomSettings, clock: () => Date) {
  let kept: { readonly token: string; readonly until: number } | undefined;
  let asked: Promise<string> | undefined;
  const fetchToken = async () => {
    const query = new URLSearchParams({ corpid: corporationId, corpsecret: secret });
    const answer = await ask(`${url}/cgi-bin/gettoken?${query.toString()}`);
    const { errcode, access_token: token, expires_in: seconds = 0 } = answer;
    if (errcode !== 0 || token === undefined) throw new SendError(CODES[errcode ?? 0] ?? 'refused');
    kept = { token, until: clock().getTime() + seconds * 1_000 - MARGIN_MS };
    return token;
  };
  return {
    /** Many at once wait for one. */
    get: (): Promise<string> => {
      if (kept !== undefined && kept.until > clock().getTime()) return Promise.resolve(kept.token);
      asked ??= fetchToken().finally(() => (asked = undefined));
      return asked;
    },
    /** Only the one that was refused: another message may have renewed it meanwhile. */
    forget: (token: string): void => {
      if (kept?.token === token) kept = undefined;
    },
  };
}

async function ask(address: string, body?: object): Promise<Answer> {
  return fetch(address, {
    redirect: 'error',
    signal: AbortSignal.timeout(LIMIT_MS),
    ...(body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
    .then((response) => response.json() as Promise<Answer>)
    .catch((error: Error) => {
      throw error instanceof SyntaxError ? new SendError('refused') : sendErrorOf(error);
    });
}

const CODES: Readonly<Record<number, SendErrorCode>> = {
  40_001: 'sign_in_refused',
  40_013: 'sign_in_refused',
  40_014: 'sign_in_refused',
  40_091: 'sign_in_refused',
  42_001: 'sign_in_refused',
  40_031: 'recipient_refused',
  60_111: 'recipient_refused',
  81_013: 'recipient_refused',
  82_001: 'recipient_refused',
  45_009: 'limit_reached',
  45_033: 'limit_reached',
};
