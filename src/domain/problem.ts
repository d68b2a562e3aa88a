import * as z from 'zod/mini'

/**
 * Expected failures are data: a code that programs compare and a sentence that a person can act on.
 * The server answers them as `{ problem }` with the status below; the wire drops and counts.
 */
export const problems = {
  'bad-request': { status: 400, sentence: 'This request was not understood. Reload the page and try again.' },
  'too-large': { status: 413, sentence: 'This is larger than the portal accepts.' },
  'not-signed-in': { status: 401, sentence: 'Sign in to go on.' },
  'wrong-credentials': { status: 401, sentence: 'Email or password is not right. Check both and try again.' },
  'not-allowed': {
    status: 403,
    sentence: 'You do not have the right to do this. Ask an owner of the workspace.',
  },
  'not-found': { status: 404, sentence: 'This does not exist here, or you cannot see it.' },
  'link-unknown': {
    status: 404,
    sentence: 'This link is not known. Ask for a new one, or check that all of it was copied.',
  },
  'link-expired': { status: 410, sentence: 'This link has expired. Ask for a new one.' },
  'link-revoked': { status: 410, sentence: 'This link was withdrawn. Ask for a new one.' },
  'session-ended': { status: 410, sentence: 'This session has ended. Nobody can join it any more.' },
  'setup-done': { status: 409, sentence: 'This workspace already has an owner. Sign in instead.' },
  'setup-link-wrong': {
    status: 403,
    sentence: 'This setup link is not valid. Use the one that the server printed last.',
  },
  'password-weak': { status: 400, sentence: 'Choose a password of at least 10 characters.' },
  'too-many-tries': { status: 429, sentence: 'Too many tries. Wait a minute, then try again.' },
  'not-supported': {
    status: 501,
    sentence: 'This browser cannot do this. Use a current version of Chrome, Edge, Firefox or Safari.',
  },
  conflict: { status: 409, sentence: 'This was already written with other content. Reload to see it.' },
  'hash-mismatch': {
    status: 422,
    sentence: 'The file arrived damaged. It stays on this device and will be sent again.',
  },
  'storage-full': {
    status: 507,
    sentence: 'The portal has no room left. Ask its owner to free some; nothing on this device is lost.',
  },
  'device-storage': {
    status: 500,
    sentence: 'The browser could not keep this on the device. Reload the page and try again.',
  },
  'server-gone': {
    status: 503,
    sentence: 'The portal cannot be reached. What you make is kept on this device and sent later.',
  },
  'server-error': {
    status: 500,
    sentence: 'The portal had a fault. Try again; if it stays, tell its owner the time it happened.',
  },
} as const satisfies Record<string, { readonly status: number; readonly sentence: string }>

export type ProblemCode = keyof typeof problems

const codes = Object.keys(problems)

function isProblemCode(value: string): value is ProblemCode {
  return codes.includes(value)
}

export const Problem = z.object({
  code: z.custom<ProblemCode>((value) => typeof value === 'string' && isProblemCode(value)),
  sentence: z.string(),
})
export type Problem = z.infer<typeof Problem>

/** The problem of that code, with its own sentence unless a more exact one is given. */
export function problem(code: ProblemCode, sentence?: string): Problem {
  return { code, sentence: sentence ?? problems[code].sentence }
}

/** What a fallible command gives back: never throws for what can be expected. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem }

export function succeed<T>(value: T): Outcome<T> {
  return { ok: true, value }
}

export function fail<T>(code: ProblemCode, sentence?: string): Outcome<T> {
  return { ok: false, problem: problem(code, sentence) }
}
