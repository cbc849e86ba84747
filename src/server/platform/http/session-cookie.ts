import type { FastifyReply, FastifyRequest } from 'fastify';

interface SessionCookie {
  readonly name: string;
  readonly path: string;
  readonly token: string;
  readonly seconds: number;
  /** over HTTPS only, also where the request came by plain HTTP */
  readonly isSecure: boolean;
}

/** No script reads it, no page of another site has it sent with a change, and nothing sends it beside TLS once it came by that. */
export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  { name, path, token, seconds, isSecure }: SessionCookie,
): void {
  reply.setCookie(name, token, {
    path,
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure || request.protocol === 'https',
    maxAge: seconds,
  });
}
