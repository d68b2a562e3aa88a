/**
 * A small transfer to and from the portal, by which `/check` measures the line. GET answers up to `bytes` (query) of noise;
 * POST takes a body of at most `RATE_UP_BYTES` and throws it away. Both end by themselves, and are refused when asked too often.
 */
export const RATE_PATH = '/api/check/rate'

/** The most that goes down or up in one transfer: enough for a second at 24 or 12 Mbit/s, little enough for a paid tariff. */
export const RATE_DOWN_BYTES = 3_000_000
export const RATE_UP_BYTES = 1_500_000
