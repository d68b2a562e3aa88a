import type { Readable } from 'node:stream'

/** A Node stream of bytes as a web one that closes its file when the reader goes away. */
export function webStream(stream: Readable): ReadableStream<Uint8Array<ArrayBuffer>> {
  const chunks = stream[Symbol.asyncIterator]()
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value }: IteratorResult<unknown> = await chunks.next()
        if (done === true) controller.close()
        else if (value instanceof Uint8Array) controller.enqueue(new Uint8Array(value))
        else throw new TypeError('A stored file gave something other than bytes')
      },
      cancel() {
        stream.destroy()
      },
    },
    { highWaterMark: 1 },
  )
}
