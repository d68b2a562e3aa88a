/** Enough of a file's beginning to know its type, in bytes. */
export const HEAD_BYTES = 16

interface FileType {
  readonly mimeType: string
  readonly extension: string
}

const unknownType: FileType = { mimeType: 'application/octet-stream', extension: 'bin' }

const signatures: readonly (FileType & { readonly at: number; readonly bytes: readonly number[] })[] = [
  /* EBML header: WebM and Matroska. */
  { mimeType: 'video/webm', extension: 'webm', at: 0, bytes: [0x1a, 0x45, 0xdf, 0xa3] },
  /* "ftyp" */
  { mimeType: 'video/mp4', extension: 'mp4', at: 4, bytes: [0x66, 0x74, 0x79, 0x70] },
  { mimeType: 'image/jpeg', extension: 'jpg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { mimeType: 'image/png', extension: 'png', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  /* "WEBP" after the RIFF header */
  { mimeType: 'image/webp', extension: 'webp', at: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
]

/**
 * The type that the bytes themselves show: what a client calls a file is not asked, so that nothing is ever served as a page.
 * Source: WHATWG MIME Sniffing, "Matching an image / audio or video type pattern".
 */
export function typeOf(head: Uint8Array): string {
  const found = signatures.find(({ at, bytes }) => bytes.every((byte, index) => head[at + index] === byte))
  return (found ?? unknownType).mimeType
}

export function extensionOf(mimeType: string): string {
  return (signatures.find((one) => one.mimeType === mimeType) ?? unknownType).extension
}

/** Whether a browser may show it in place; everything else is only ever downloaded. */
export function isShowable(mimeType: string): boolean {
  return mimeType !== unknownType.mimeType
}
