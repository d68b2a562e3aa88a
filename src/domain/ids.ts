import * as z from 'zod/mini'

/** Every record's id is made by the device that made the record (UUID v4), so that sending twice is harmless. */
export const Id = z.uuid()
export type Id = z.infer<typeof Id>

/** Milliseconds since 1970 by the clock of the device that wrote it. Never trusted for order or for rights. */
export const Timestamp = z.int().check(z.gte(0), z.lte(8_640_000_000_000_000))
export type Timestamp = z.infer<typeof Timestamp>

/** Makes ids; an argument everywhere, so that tests can number them. */
export type MakeId = () => Id

/** Reads the clock in milliseconds since 1970; an argument everywhere. */
export type Now = () => Timestamp
