import * as z from 'zod/mini'
import { PersonName } from './participant.ts'

export const Role = z.enum(['agent', 'owner'])
export type Role = z.infer<typeof Role>

/** A signed-in member of the workspace. */
export const Agent = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  name: PersonName,
  email: z.email().check(z.maxLength(200)),
  role: Role,
})
export type Agent = z.infer<typeof Agent>

export const Workspace = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)),
})
export type Workspace = z.infer<typeof Workspace>

export const MIN_PASSWORD_LENGTH = 10
export const Password = z.string().check(z.minLength(MIN_PASSWORD_LENGTH), z.maxLength(200))
