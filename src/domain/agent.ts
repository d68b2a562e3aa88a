import * as z from 'zod'
import { PersonName } from './participant.ts'

export const Role = z.enum(['agent', 'owner'])
export type Role = z.infer<typeof Role>

/** A signed-in member of the workspace. */
export const Agent = z.object({
  id: z.string().min(1).max(64),
  name: PersonName,
  email: z.email().max(200),
  role: Role,
})
export type Agent = z.infer<typeof Agent>

export const Workspace = z.object({ id: z.string().min(1).max(64), name: z.string().trim().min(1).max(80) })
export type Workspace = z.infer<typeof Workspace>

export const MIN_PASSWORD_LENGTH = 10
export const Password = z.string().min(MIN_PASSWORD_LENGTH).max(200)
